package io.saltbus.core.transport;

import io.saltbus.core.event.Envelope;
import io.vertx.core.buffer.Buffer;

/**
 * What travels: the envelope, and the payload as bytes of JSON.
 *
 * @param envelope everything about it but the payload
 * @param body the payload; never changed after it was published
 */
public record Message(Envelope envelope, Buffer body) {
    /** The same payload in another envelope. */
    public Message withEnvelope(Envelope other) {
        return new Message(other, body);
    }
}
