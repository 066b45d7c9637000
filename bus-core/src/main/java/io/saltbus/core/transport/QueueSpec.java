package io.saltbus.core.transport;

import io.saltbus.core.event.Topic;
import io.saltbus.core.event.TopicPattern;
import java.util.List;

/**
 * The queue of one subscription.
 *
 * @param name unique in the broker, such as {@code inventory.reserve-stock}: at most 199 bytes
 * @param patterns which topics are routed to it; a message that fits several arrives once
 * @param kind what it must be able to do
 * @param deadLetters the name of the queue beside it for what cannot be handled
 */
public record QueueSpec(String name, List<TopicPattern> patterns, Kind kind, String deadLetters) {
    /** What a queue must be able to do. */
    public enum Kind {
        /** Durable and safe. The default. */
        STANDARD,
        /** Durable, and higher priorities first. */
        PRIORITY,
        /** Of this process alone, and gone with it; its dead letters stay. */
        EXCLUSIVE
    }

    /** Checks the names. */
    public QueueSpec {
        Topic.check(name);
        patterns = List.copyOf(patterns);
    }

    /** A standard queue with its dead letters in {@code <name>.dlq}. */
    public static QueueSpec of(String name, List<TopicPattern> patterns) {
        return new QueueSpec(name, patterns, Kind.STANDARD, name + ".dlq");
    }
}
