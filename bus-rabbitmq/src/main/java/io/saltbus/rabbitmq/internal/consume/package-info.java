/** Taking deliveries, and settling them: {@code QueueConsumer}. */
@NullMarked
package io.saltbus.rabbitmq.internal.consume;

import org.jspecify.annotations.NullMarked;
