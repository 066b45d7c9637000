/** Publishing with confirms: {@link io.saltbus.rabbitmq.internal.publish.Sender}. */
@NullMarked
package io.saltbus.rabbitmq.internal.publish;

import org.jspecify.annotations.NullMarked;
