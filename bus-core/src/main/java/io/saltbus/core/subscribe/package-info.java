/** How events are handled: {@link io.saltbus.core.subscribe.Subscribe} on a method, or {@link io.saltbus.core.subscribe.SubscribeOptions} in code. */
@NullMarked
package io.saltbus.core.subscribe;

import org.jspecify.annotations.NullMarked;
