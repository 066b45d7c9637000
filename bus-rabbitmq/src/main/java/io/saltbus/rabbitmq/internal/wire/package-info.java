/** How messages look on the wire: {@link io.saltbus.rabbitmq.internal.wire.Wire}. */
@NullMarked
package io.saltbus.rabbitmq.internal.wire;

import org.jspecify.annotations.NullMarked;
