/** Keeping the messages of one key in order over several processes: {@link io.saltbus.rabbitmq.internal.order.PartitionedConsumer}. */
@NullMarked
package io.saltbus.rabbitmq.internal.order;

import org.jspecify.annotations.NullMarked;
