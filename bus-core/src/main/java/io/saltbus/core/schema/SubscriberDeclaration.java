package io.saltbus.core.schema;

import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.TopicPattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a handler says it reads.
 *
 * @param handler its name in its service
 * @param source where it is written, such as {@code EmailHandlers.sendWelcomeEmail}
 * @param patterns the topics it subscribes to
 * @param versions which versions it takes: {@code latest}, {@code compatible v1.2} or {@code at-least v1.2}
 * @param mode whether it answers
 * @param view the schema of the record that it reads events as; null where it reads them without one
 */
public record SubscriberDeclaration(
        String handler,
        String source,
        List<TopicPattern> patterns,
        String versions,
        EventMode mode,
        @Nullable Schema view) {
    /** Keeps its own copy of the list. */
    public SubscriberDeclaration {
        patterns = List.copyOf(patterns);
    }
}
