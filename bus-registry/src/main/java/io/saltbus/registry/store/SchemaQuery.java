package io.saltbus.registry.store;

import io.saltbus.core.event.TopicPattern;
import java.util.List;
import java.util.Optional;

/**
 * Which stored schemas to bring. Immutable.
 *
 * @param patterns topics, or patterns with {@code *} and {@code #}; any of them
 * @param text what a topic, a description, or the name of a field must hold; empty for anything
 * @param limit how many at most: 1 to 100,000
 */
public record SchemaQuery(List<TopicPattern> patterns, Optional<String> text, int limit) {
    /** Checks the range. */
    public SchemaQuery {
        patterns = List.copyOf(patterns);
        if (limit < 1 || limit > 100_000) {
            throw new IllegalArgumentException("limit must be 1..100000, was " + limit);
        }
    }

    /** Everything, at most 10,000. */
    public static SchemaQuery all() {
        return new SchemaQuery(List.of(TopicPattern.of("#")), Optional.empty(), 10_000);
    }

    /** Every version of one topic. */
    public static SchemaQuery topic(String topic) {
        return new SchemaQuery(List.of(TopicPattern.of(topic)), Optional.empty(), 10_000);
    }

    /** The same for other topics. */
    public SchemaQuery withPatterns(List<TopicPattern> other) {
        return new SchemaQuery(other, text, limit);
    }

    /** The same with another limit. */
    public SchemaQuery withLimit(int other) {
        return new SchemaQuery(patterns, text, other);
    }

    /** The same for what holds a text. */
    public SchemaQuery withText(String held) {
        return new SchemaQuery(patterns, Optional.of(held), limit);
    }
}
