package io.saltbus.rabbitmq.internal.wire;

import com.rabbitmq.client.AMQP;

/**
 * The two parts of an AMQP message.
 *
 * @param properties the properties, headers among them
 * @param body the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record Encoded(AMQP.BasicProperties properties, byte[] body) {}
