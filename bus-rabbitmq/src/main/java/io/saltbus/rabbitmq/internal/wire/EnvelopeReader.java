package io.saltbus.rabbitmq.internal.wire;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.publish.PublishOptions;
import io.saltbus.core.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What both formats say in the same headers. */
final class EnvelopeReader {
    static final String UNKNOWN_SERVICE = "unknown";

    private static final long FIRST_SECOND = 0;
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final int MAX_PRIORITY = 9;

    private final Scheduler scheduler;

    EnvelopeReader(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Begins an envelope.
     *
     * @param id as the format gives it; where it gives none, that of an earlier try, or else a new one
     * @param service as the format gives it
     * @param attempts how many tries the format itself counts, of which this is one
     * @param others headers of the format that are no publisher's
     */
    Envelope.Builder begin(
            Source source, @Nullable String id, String topic, String service, int attempts, Set<String> others) {
        HeaderReader headers = source.headers();
        String messageId = id != null ? id : headers.text(SaltHeader.MESSAGE_ID);
        Integer priority = source.properties().getPriority();
        return Envelope.builder(
                        messageId != null ? messageId : UUID.randomUUID().toString(),
                        topic,
                        service,
                        publishedAt(source))
                .sequence(headers.number(SaltHeader.SEQUENCE, 0, 0, Long.MAX_VALUE))
                .attempt((int) headers.number(SaltHeader.ATTEMPT, attempts, 1, Integer.MAX_VALUE - 1))
                .firstFailedAt(headers.instant(SaltHeader.FIRST_FAILED_AT))
                .priority(priority == null ? 0 : Math.max(0, Math.min(MAX_PRIORITY, priority)))
                .key(headers.text(SaltHeader.KEY))
                .headers(PublisherHeaders.read(headers.all(), others));
    }

    /** How long the caller of a request waits; null where it does not say. */
    static @Nullable Duration timeout(HeaderReader headers) {
        long millis = headers.number(SaltHeader.TIMEOUT_MS, 0, 1, PublishOptions.MAX_EXPIRY.toMillis());
        return millis == 0 ? null : Duration.ofMillis(millis);
    }

    @SuppressWarnings("JavaUtilDate") // amqp-client speaks it
    private Instant publishedAt(Source source) {
        long millis = source.headers().number(SaltHeader.PUBLISHED_AT, -1, FIRST_SECOND, LAST_SECOND * 1_000 + 999);
        if (millis >= 0) {
            return Instant.ofEpochMilli(millis);
        }
        // AMQP's own is in seconds; foreign publishers who take it for milliseconds arrive in year 57,000
        Date given = source.properties().getTimestamp();
        long seconds = given == null ? -1 : Math.floorDiv(given.getTime(), 1_000);
        return seconds >= FIRST_SECOND && seconds <= LAST_SECOND
                ? Instant.ofEpochSecond(seconds)
                : Instant.ofEpochMilli(scheduler.now().toEpochMilli());
    }
}
