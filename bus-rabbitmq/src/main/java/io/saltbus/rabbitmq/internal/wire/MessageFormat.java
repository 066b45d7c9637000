package io.saltbus.rabbitmq.internal.wire;

import io.saltbus.core.transport.Outgoing;

/** One way to put a message on the wire. */
interface MessageFormat {
    /** Whether a message is written in this format. Called for each that arrives, so it must not look far. */
    boolean recognises(Source source);

    /** Reads a message of this format. */
    ReadMessage read(Source source);

    /** Writes a message. */
    Encoded write(Outgoing outgoing);
}
