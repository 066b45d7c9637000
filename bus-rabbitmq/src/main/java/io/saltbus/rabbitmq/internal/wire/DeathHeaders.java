package io.saltbus.rabbitmq.internal.wire;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.transport.DeathReport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a message died, in its headers. All headers together have one frame, so that the report takes what room is left: first what it cannot
 * do without, then as much as fits of the message, the violations and the stack.
 */
final class DeathHeaders {
    private static final int ROOM_FOR_PROPERTIES =
            14 * 256 + 64; // each a short string at most, and the frame's own bytes
    private static final int ROOM_OF_FIELD = 32; // a name of this class, with its length and the value's
    private static final int LONGEST_NAME = 512; // of a queue or a class
    private static final int LONGEST_MESSAGE = 8 * 1024;
    private static final int LONGEST_REST = 16 * 1024;

    private final WireSettings settings;

    DeathHeaders(WireSettings settings) {
        this.settings = settings;
    }

    void write(DeathReport report, String topic, Map<String, Object> headers) {
        var room = new Room(settings.maxFrameBytes() - ROOM_FOR_PROPERTIES - HeaderSize.exact(headers), headers);
        room.text(SaltHeader.DEATH_QUEUE, report.queue(), LONGEST_NAME);
        room.text(SaltHeader.DEATH_ERROR_TYPE, report.errorType(), LONGEST_NAME);
        room.number(SaltHeader.DEATH_ATTEMPTS, report.attempts());
        room.text(SaltHeader.DEATH_FIRST_FAILED_AT, report.firstFailedAt().toString(), LONGEST_NAME);
        room.text(SaltHeader.DEATH_LAST_FAILED_AT, report.lastFailedAt().toString(), LONGEST_NAME);
        room.text(SaltHeader.DEATH_TOPIC, topic, LONGEST_NAME);
        room.text(SaltHeader.DEATH_MESSAGE, report.errorMessage(), LONGEST_MESSAGE);
        if (!report.violations().isEmpty()) {
            room.text(
                    SaltHeader.DEATH_VIOLATIONS,
                    ViolationText.write(report.violations(), room.left(LONGEST_REST)),
                    LONGEST_REST);
        }
        room.text(SaltHeader.DEATH_STACK, report.stackTrace(), LONGEST_REST);
    }

    /** What is left of a frame. */
    private static final class Room {
        private final Map<String, Object> headers;
        private long left;

        Room(long left, Map<String, Object> headers) {
            this.left = left;
            this.headers = headers;
        }

        int left(int most) {
            return (int) Math.max(0, Math.min(most, left - ROOM_OF_FIELD));
        }

        void text(String name, String value, int most) {
            String fitting = shortened(value, left(most));
            if (left >= ROOM_OF_FIELD && !(fitting.isEmpty() && !value.isEmpty())) {
                headers.put(name, fitting);
                left -= ROOM_OF_FIELD + fitting.getBytes(StandardCharsets.UTF_8).length;
            }
        }

        void number(String name, int value) {
            if (left >= ROOM_OF_FIELD) {
                headers.put(name, value);
                left -= ROOM_OF_FIELD;
            }
        }

        private static String shortened(String text, int bytes) {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            if (encoded.length <= bytes) {
                return text;
            }
            int end = bytes;
            while (end > 0 && (encoded[end] & 0xc0) == 0x80) { // not inside a character
                end--;
            }
            return new String(encoded, 0, end, StandardCharsets.UTF_8);
        }
    }

    /** The report of a dead letter, whether the bus or the broker moved it; null for other messages. Never throws. */
    @Nullable
    DeathReport read(Source source, Envelope envelope) {
        // for display: what is wrong with these headers is no fault of the message
        var headers = new HeaderReader(source.headers().all());
        String queue = headers.textIfAny(SaltHeader.DEATH_QUEUE);
        return queue == null ? movedByBroker(headers, envelope) : report(queue, headers, envelope);
    }

    private static DeathReport report(String queue, HeaderReader headers, Envelope envelope) {
        Instant first = headers.instant(SaltHeader.DEATH_FIRST_FAILED_AT);
        Instant last = headers.instant(SaltHeader.DEATH_LAST_FAILED_AT);
        String violations = headers.textIfAny(SaltHeader.DEATH_VIOLATIONS);
        return new DeathReport(
                queue,
                orEmpty(headers.textIfAny(SaltHeader.DEATH_ERROR_TYPE)),
                orEmpty(headers.textIfAny(SaltHeader.DEATH_MESSAGE)),
                orEmpty(headers.textIfAny(SaltHeader.DEATH_STACK)),
                (int) headers.number(SaltHeader.DEATH_ATTEMPTS, 0, 0, Integer.MAX_VALUE),
                first == null ? envelope.publishedAt() : first,
                last == null ? envelope.publishedAt() : last,
                violations == null ? List.of() : ViolationText.read(violations));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private @Nullable DeathReport movedByBroker(HeaderReader headers, Envelope envelope) {
        String queue = headers.textIfAny("x-first-death-queue");
        String reason = headers.textIfAny("x-first-death-reason");
        if (queue == null || reason == null || queue.startsWith(settings.delayQueues())) {
            return null;
        }
        Instant when = lastDeath(headers.all().get("x-death"));
        if (when == null) {
            when = settings.scheduler().now();
        }
        return new DeathReport(
                queue,
                reason.equals("expired") ? DeathReport.EXPIRED : reason,
                reason.equals("expired")
                        ? "it waited in queue " + queue + " for longer than its time to live"
                        : "the broker moved it out of queue " + queue + ": " + reason,
                "",
                envelope.attempt() - 1,
                envelope.firstFailedAt() == null ? when : envelope.firstFailedAt(),
                when,
                List.of());
    }

    private static @Nullable Instant lastDeath(@Nullable Object deaths) {
        return deaths instanceof List<?> list
                        && !list.isEmpty()
                        && list.get(0) instanceof Map<?, ?> death
                        && death.get("time") instanceof Date time
                ? time.toInstant()
                : null;
    }
}
