package io.saltbus.core.publish;

import io.saltbus.core.event.Envelope;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one event is published. Immutable; start from {@link #defaults()}.
 *
 * @param delay how long the event is held before subscribers see it: zero or more, up to 8 years; null for not at all
 * @param at when subscribers see it; one in the past means now. Not together with {@code delay}; null for now
 * @param expiresAfter how long a queue keeps it before it becomes a dead letter: above zero, up to 49 days; null for ever
 * @param priority 0 to 9, higher first, where a subscription has priorities; default 0
 * @param headers text that travels with it, by name; names that begin with {@code salt-} or {@code x-} are refused
 * @param correlationId ties it to a conversation; null takes that of the message being handled, if any
 * @param key keeps events of the same key in order, where a subscription asks for it; null for none
 * @param causedBy the message that this one follows from; null takes the one being handled, if any
 * @param subscriberRequired whether it fails with {@link PublishException.Unroutable} when nobody subscribes; default false
 */
public record PublishOptions(
        @Nullable Duration delay,
        @Nullable Instant at,
        @Nullable Duration expiresAfter,
        int priority,
        Map<String, String> headers,
        @Nullable String correlationId,
        @Nullable String key,
        @Nullable Envelope causedBy,
        boolean subscriberRequired) {
    private static final PublishOptions DEFAULTS =
            new PublishOptions(null, null, null, 0, Map.of(), null, null, null, false);

    /** The longest delay: 2^28 - 1 seconds, what the delay ladder of RabbitMQ can count. */
    public static final Duration MAX_DELAY = Duration.ofSeconds((1L << 28) - 1);

    /** The longest time to live: 2^32 - 1 ms, what RabbitMQ can count. */
    public static final Duration MAX_EXPIRY = Duration.ofMillis((1L << 32) - 1);

    /** Checks the ranges. */
    public PublishOptions {
        if (delay != null && at != null) {
            throw new IllegalArgumentException("give delay or at, not both");
        }
        if (delay != null && (delay.isNegative() || delay.compareTo(MAX_DELAY) > 0)) {
            throw new IllegalArgumentException("delay must be 0.." + MAX_DELAY + ", was " + delay);
        }
        if (expiresAfter != null
                && (expiresAfter.isNegative() || expiresAfter.isZero() || expiresAfter.compareTo(MAX_EXPIRY) > 0)) {
            throw new IllegalArgumentException(
                    "expiresAfter must be above zero and at most " + MAX_EXPIRY + ", was " + expiresAfter);
        }
        if (priority < 0 || priority > 9) {
            throw new IllegalArgumentException("priority must be 0..9, was " + priority);
        }
        headers = Map.copyOf(headers);
        for (String name : headers.keySet()) {
            if (name.startsWith("salt-") || name.startsWith("x-")) {
                throw new IllegalArgumentException("header \"" + name
                        + "\" is refused: salt- belongs to the bus and x- to the broker; choose another name");
            }
        }
    }

    /** At once, for ever, priority 0, no headers. */
    public static PublishOptions defaults() {
        return DEFAULTS;
    }

    /** Held back this long. */
    public PublishOptions withDelay(Duration value) {
        return new PublishOptions(
                value, null, expiresAfter, priority, headers, correlationId, key, causedBy, subscriberRequired);
    }

    /** Held back until then. */
    public PublishOptions withAt(Instant value) {
        return new PublishOptions(
                null, value, expiresAfter, priority, headers, correlationId, key, causedBy, subscriberRequired);
    }

    /** A dead letter where it was not taken from its queue within this time. */
    public PublishOptions withExpiresAfter(Duration value) {
        return new PublishOptions(
                delay, at, value, priority, headers, correlationId, key, causedBy, subscriberRequired);
    }

    /** 0 to 9, higher first. */
    public PublishOptions withPriority(int value) {
        return new PublishOptions(
                delay, at, expiresAfter, value, headers, correlationId, key, causedBy, subscriberRequired);
    }

    /** With one more header. */
    public PublishOptions withHeader(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new PublishOptions(
                delay, at, expiresAfter, priority, more, correlationId, key, causedBy, subscriberRequired);
    }

    /** Tied to this conversation. */
    public PublishOptions withCorrelationId(String value) {
        return new PublishOptions(delay, at, expiresAfter, priority, headers, value, key, causedBy, subscriberRequired);
    }

    /** In order with others of this key. */
    public PublishOptions withKey(String value) {
        return new PublishOptions(
                delay, at, expiresAfter, priority, headers, correlationId, value, causedBy, subscriberRequired);
    }

    /** Following from this message, where the bus cannot know it by itself: after a hop to a foreign thread. */
    public PublishOptions withCausedBy(Envelope value) {
        return new PublishOptions(
                delay, at, expiresAfter, priority, headers, correlationId, key, value, subscriberRequired);
    }

    /** Failing where nobody subscribes. */
    public PublishOptions requireSubscriber() {
        return new PublishOptions(delay, at, expiresAfter, priority, headers, correlationId, key, causedBy, true);
    }
}
