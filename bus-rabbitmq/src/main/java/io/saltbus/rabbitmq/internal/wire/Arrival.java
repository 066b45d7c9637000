package io.saltbus.rabbitmq.internal.wire;

import com.rabbitmq.client.AMQP;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.failure.BusException;
import io.saltbus.core.transport.DeathReport;
import io.saltbus.core.transport.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that was read.
 *
 * @param message what it says; where it has a defect, as much of it as could be read, with the bytes as they came
 * @param defect why it cannot be handled, or null where it can
 * @param deathReport why it died, where it comes from a queue of dead letters
 * @param notBefore when it may be handled, where its publisher set a time that is still to come; until then it waits. Otherwise null
 * @param properties the properties it came with: a retry and a dead letter keep them
 * @param body the bytes it came with
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record Arrival(
        Message message,
        @Nullable BusException defect,
        @Nullable DeathReport deathReport,
        @Nullable Instant notBefore,
        AMQP.BasicProperties properties,
        byte[] body) {
    /** Whether its publisher sent it again, and it may have arrived before. */
    public boolean resent() {
        return properties.getHeaders() != null
                && Boolean.TRUE.equals(properties.getHeaders().get(Wire.RESENT));
    }

    /**
     * The same, seen from the queue it arrived in. A dead letter that somebody moved back to where it died begins anew: its tries are
     * counted from the first one.
     */
    public Arrival in(String queue) {
        if (deathReport == null || !deathReport.queue().equals(queue)) {
            return this;
        }
        Envelope fresh =
                message.envelope().toBuilder().attempt(1).firstFailedAt(null).build();
        return new Arrival(new Message(fresh, message.body()), defect, deathReport, notBefore, properties, body);
    }
}
