/** The bus on RabbitMQ: {@link io.saltbus.rabbitmq.RabbitTransport}. */
@NullMarked
package io.saltbus.rabbitmq;

import org.jspecify.annotations.NullMarked;
