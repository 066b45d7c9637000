package io.saltbus.rabbitmq.internal.publish;

import com.rabbitmq.client.AMQP;

/**
 * A message as it goes onto the wire.
 *
 * @param exchange where to; the empty text is the default exchange, which routes by the queue's name
 * @param routingKey what the exchange routes by
 * @param properties the AMQP properties, headers among them; with the message id
 * @param body the bytes; never changed after they were handed over
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record Parcel(String exchange, String routingKey, AMQP.BasicProperties properties, byte[] body) {}
