package io.saltbus.registry.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.TopicPattern;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A handler that runs somewhere now, as its instances say of themselves.
 *
 * @param service its service
 * @param serviceVersion the deployed version, or null
 * @param handler its name in the service
 * @param patterns what it subscribes to
 * @param versions which versions it takes: {@code latest}, {@code compatible v1.2} or {@code at-least v1.2}
 * @param mode whether it answers
 * @param view the schema that it reads events by; null where it reads them without one
 * @param instances how many processes run it
 * @param seenAt when one of them was last heard of
 */
public record LiveHandler(
        String service,
        @Nullable String serviceVersion,
        String handler,
        List<TopicPattern> patterns,
        String versions,
        EventMode mode,
        @Nullable ObjectNode view,
        int instances,
        Instant seenAt) {}
