package io.saltbus.rabbitmq.internal.wire;

import com.rabbitmq.client.AMQP;

/**
 * A message as it came.
 *
 * @param properties its properties
 * @param headers its headers, and what is wrong with them
 * @param body its bytes
 * @param routingKey what it was published with
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record Source(AMQP.BasicProperties properties, HeaderReader headers, byte[] body, String routingKey) {
    /** Whether it comes from a queue of dead letters, and has been there before. */
    boolean reported() {
        return headers.all().containsKey(SaltHeader.DEATH_QUEUE);
    }
}
