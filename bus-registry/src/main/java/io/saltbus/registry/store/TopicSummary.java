package io.saltbus.registry.store;

import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.registry.compatibility.CompatibilityMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One topic, on one line.
 *
 * @param topic its name
 * @param mode who receives its events
 * @param compatibility what its minor versions must keep
 * @param versions all of them, oldest first
 * @param latest the newest active version; null where none is active
 * @param publishers the services that said they publish it
 * @param subscribers the services' handlers, as {@code service.handler}
 * @param lastPublished when an event of it was last seen published; null for never
 */
public record TopicSummary(
        String topic,
        EventMode mode,
        CompatibilityMode compatibility,
        List<Version> versions,
        @Nullable Version latest,
        List<String> publishers,
        List<String> subscribers,
        @Nullable Instant lastPublished) {}
