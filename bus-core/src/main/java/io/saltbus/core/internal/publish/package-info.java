/** From an event to a message with the broker: {@link io.saltbus.core.internal.publish.Publisher}. */
@NullMarked
package io.saltbus.core.internal.publish;

import org.jspecify.annotations.NullMarked;
