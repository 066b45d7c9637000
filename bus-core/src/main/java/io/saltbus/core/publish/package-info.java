/** How an event is sent and what becomes of it: {@link io.saltbus.core.publish.PublishOptions} and {@link io.saltbus.core.publish.Confirmed}. */
@NullMarked
package io.saltbus.core.publish;

import org.jspecify.annotations.NullMarked;
