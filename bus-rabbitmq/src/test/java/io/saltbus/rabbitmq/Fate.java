package io.saltbus.rabbitmq;

import com.rabbitmq.client.AMQP;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventView;

/** What became of a message. */
sealed interface Fate {
    /** A handler got it. */
    record Handled(Envelope envelope, EventView event) implements Fate {}

    /** It is in the queue's dead letters. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Dead(AMQP.BasicProperties properties, byte[] body) implements Fate {
        String header(String name) {
            return String.valueOf(properties.getHeaders().get(name));
        }

        String reason() {
            return header("salt-death-error-type") + ": " + header("salt-death-message");
        }
    }
}
