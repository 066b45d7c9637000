package io.saltbus.rabbitmq.internal.wire;

import com.rabbitmq.client.AMQP;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.transport.DeathReport;
import io.saltbus.core.transport.Outgoing;

/** Writes messages in the format that the bus is set to, and reads all formats. Safe for use from any thread. */
public interface Wire {
    /** Stands in the place of headers that the connection took away, because no client could have read them. */
    String UNREADABLE_HEADERS = "salt-unreadable-headers";

    /** How long the caller of a request waits, in milliseconds from when it is written to the broker. */
    String TIMEOUT_MS = SaltHeader.TIMEOUT_MS;

    /** Marks a request that its publisher sent again because it did not learn whether the broker had it: it may arrive twice. */
    String RESENT = "salt-resent";

    /**
     * A message to publish. Its time to live is in it; its delay only where {@link #writesDelay()}.
     *
     * @throws io.saltbus.core.publish.PublishException.HeadersTooLarge where its headers do not fit into a frame
     * @throws io.saltbus.core.schema.PayloadException.Undecodable where its body is nothing that the format can carry
     */
    Encoded write(Outgoing outgoing);

    /**
     * Whether the format itself says when a message is due, and whoever receives it waits. Then it is published at once: the ladder is not
     * for it.
     */
    boolean writesDelay();

    /**
     * Reads what arrived, whatever it is: what cannot be handled has a defect. It never throws.
     *
     * @param routingKey what it was published with, for display where the message names no topic
     */
    Arrival read(AMQP.BasicProperties properties, byte[] body, String routingKey);

    /** The same bytes again, with the attempts of this envelope and without what belongs to the broker. */
    Encoded retry(Arrival arrival, Envelope envelope);

    /** The same bytes, with why they are a dead letter. */
    Encoded dead(Arrival arrival, DeathReport report);
}
