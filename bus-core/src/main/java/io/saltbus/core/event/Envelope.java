package io.saltbus.core.event;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a message but its payload. Immutable; made by the bus when it publishes, and handed to a handler that asks for it.
 *
 * @param messageId names the message for ever; a retry and a re-send keep it. A UUID (version 7) where SaltBus made it
 * @param topic what happened, such as {@code order.created}
 * @param version the schema's version, or null where a foreign publisher gave none
 * @param mode who receives it
 * @param correlationId ties messages of one conversation together, or null
 * @param causationId the message whose handler published this one, or null where nothing caused it
 * @param service who published it
 * @param publishedAt the publisher's wall clock, to the millisecond; for display, never for deadlines
 * @param sequence counts the messages of one publishing process from 1, so that a recorder sees a gap; 0 where unknown
 * @param attempt which try at handling this is: 1 the first time
 * @param firstFailedAt when the first try failed, or null before that
 * @param traceparent W3C trace context, or null
 * @param tracestate W3C trace state, or null
 * @param priority 0 to 9, higher first, where a queue has priorities
 * @param key events with the same key are kept in order by subscriptions that ask for it, or null
 * @param replyTo who waits for an answer: the caller's id, {@link #CELERY} for a caller of Celery, or null where nobody does
 * @param timeout how long the caller waits in all, or null where it does not say; counted from the arrival, because clocks differ
 * @param headers what the publisher added: text by name
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
public record Envelope(
        String messageId,
        String topic,
        @Nullable Version version,
        EventMode mode,
        @Nullable String correlationId,
        @Nullable String causationId,
        String service,
        Instant publishedAt,
        long sequence,
        int attempt,
        @Nullable Instant firstFailedAt,
        @Nullable String traceparent,
        @Nullable String tracestate,
        int priority,
        @Nullable String key,
        @Nullable String replyTo,
        @Nullable Duration timeout,
        Map<String, String> headers) {
    /** The {@link #replyTo} of a caller that waits for the result of a Celery task, whose id is the message id. */
    public static final String CELERY = "celery";

    /** Checks what every message must have. */
    public Envelope {
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(publishedAt, "publishedAt");
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt counts from 1, was " + attempt);
        }
        if (priority < 0 || priority > 9) {
            throw new IllegalArgumentException("priority must be 0..9, was " + priority);
        }
        headers = Map.copyOf(headers);
    }

    /** Starts an envelope with what every message must have. */
    public static Builder builder(String messageId, String topic, String service, Instant publishedAt) {
        return new Builder(messageId, topic, service, publishedAt);
    }

    /** A copy to change. */
    public Builder toBuilder() {
        var copy = new Builder(messageId, topic, service, publishedAt);
        copy.version = version;
        copy.mode = mode;
        copy.correlationId = correlationId;
        copy.causationId = causationId;
        copy.sequence = sequence;
        copy.attempt = attempt;
        copy.firstFailedAt = firstFailedAt;
        copy.traceparent = traceparent;
        copy.tracestate = tracestate;
        copy.priority = priority;
        copy.key = key;
        copy.replyTo = replyTo;
        copy.timeout = timeout;
        copy.headers = headers;
        return copy;
    }

    /**
     * The same message on its next try.
     *
     * @param failedAt when this try failed; kept as the first failure where there was none before
     */
    public Envelope nextAttempt(Instant failedAt) {
        return toBuilder()
                .attempt(attempt + 1)
                .firstFailedAt(firstFailedAt == null ? failedAt : firstFailedAt)
                .build();
    }

    /** Builds an {@link Envelope}; every setter has the meaning of the record component of its name. Not safe for threads. */
    public static final class Builder {
        private final String messageId;
        private final String topic;
        private final String service;
        private final Instant publishedAt;
        private @Nullable Version version;
        private EventMode mode = EventMode.BROADCAST;
        private @Nullable String correlationId;
        private @Nullable String causationId;
        private long sequence;
        private int attempt = 1;
        private @Nullable Instant firstFailedAt;
        private @Nullable String traceparent;
        private @Nullable String tracestate;
        private int priority;
        private @Nullable String key;
        private @Nullable String replyTo;
        private @Nullable Duration timeout;
        private Map<String, String> headers = Map.of();

        private Builder(String messageId, String topic, String service, Instant publishedAt) {
            this.messageId = messageId;
            this.topic = topic;
            this.service = service;
            this.publishedAt = publishedAt;
        }

        /** The schema's version; null where unknown. */
        public Builder version(@Nullable Version value) {
            version = value;
            return this;
        }

        /** Who receives it. */
        public Builder mode(EventMode value) {
            mode = value;
            return this;
        }

        /** What ties it to a conversation. */
        public Builder correlationId(@Nullable String value) {
            correlationId = value;
            return this;
        }

        /** The message that caused it. */
        public Builder causationId(@Nullable String value) {
            causationId = value;
            return this;
        }

        /** Its number in the publishing process. */
        public Builder sequence(long value) {
            sequence = value;
            return this;
        }

        /** Which try this is, from 1. */
        public Builder attempt(int value) {
            attempt = value;
            return this;
        }

        /** When the first try failed. */
        public Builder firstFailedAt(@Nullable Instant value) {
            firstFailedAt = value;
            return this;
        }

        /** The W3C trace context. */
        public Builder trace(@Nullable String parent, @Nullable String state) {
            traceparent = parent;
            tracestate = state;
            return this;
        }

        /** 0 to 9, higher first. */
        public Builder priority(int value) {
            priority = value;
            return this;
        }

        /** The ordering key. */
        public Builder key(@Nullable String value) {
            key = value;
            return this;
        }

        /** Who waits for an answer, and for how long; null where nobody does, or does not say. */
        public Builder reply(@Nullable String to, @Nullable Duration within) {
            replyTo = to;
            timeout = within;
            return this;
        }

        /** All of the publisher's own headers. */
        public Builder headers(Map<String, String> value) {
            headers = value;
            return this;
        }

        /** One more header. */
        public Builder header(String name, String value) {
            var more = new LinkedHashMap<>(headers);
            more.put(name, value);
            headers = more;
            return this;
        }

        /** The envelope. */
        public Envelope build() {
            return new Envelope(
                    messageId,
                    topic,
                    version,
                    mode,
                    correlationId,
                    causationId,
                    service,
                    publishedAt,
                    sequence,
                    attempt,
                    firstFailedAt,
                    traceparent,
                    tracestate,
                    priority,
                    key,
                    replyTo,
                    timeout,
                    headers);
        }
    }
}
