/** What the broker must hold: {@link io.saltbus.rabbitmq.internal.topology.Names}. */
@NullMarked
package io.saltbus.rabbitmq.internal.topology;

import org.jspecify.annotations.NullMarked;
