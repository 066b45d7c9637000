package io.saltbus.rabbitmq.internal.wire;

import io.saltbus.core.event.Envelope;
import java.util.Map;

/** Writes what both formats say in the same headers. What has its usual value is left out. */
final class BusHeaders {
    private BusHeaders() {}

    static void write(Envelope envelope, Map<String, Object> headers) {
        if (envelope.sequence() != 0) {
            headers.put(SaltHeader.SEQUENCE, envelope.sequence());
        }
        if (envelope.key() != null) {
            headers.put(SaltHeader.KEY, envelope.key());
        }
        writeAttempt(envelope, headers);
    }

    /** Who waits for an answer, and for how long: whole milliseconds, at least one. */
    static void writeReply(Envelope envelope, Map<String, Object> headers) {
        if (envelope.replyTo() != null) {
            headers.put(SaltHeader.REPLY_TO, envelope.replyTo());
        }
        if (envelope.timeout() != null) {
            headers.put(SaltHeader.TIMEOUT_MS, Expiration.wholeMillis(envelope.timeout()));
        }
    }

    static void writeAttempt(Envelope envelope, Map<String, Object> headers) {
        if (envelope.attempt() > 1) {
            headers.put(SaltHeader.ATTEMPT, envelope.attempt());
        }
        if (envelope.firstFailedAt() != null) {
            headers.put(SaltHeader.FIRST_FAILED_AT, envelope.firstFailedAt().toString());
        }
    }
}
