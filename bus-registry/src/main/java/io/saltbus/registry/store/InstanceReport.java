package io.saltbus.registry.store;

import io.saltbus.core.event.Version;
import io.saltbus.core.schema.SubscriberDeclaration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one process says of itself from time to time: that it lives, what it runs, and what it did since its last report.
 *
 * @param instance the process
 * @param service its service
 * @param serviceVersion the deployed version, or null
 * @param at when it wrote this
 * @param handlers what it runs now
 * @param published what it published since the last report that arrived
 * @param handled what its handlers were done with since then
 */
public record InstanceReport(
        UUID instance,
        String service,
        @Nullable String serviceVersion,
        Instant at,
        List<SubscriberDeclaration> handlers,
        List<Published> published,
        List<Handled> handled) {
    /**
     * Events published since the last report.
     *
     * @param topic their topic
     * @param version their version
     * @param count how many: 1 or more
     * @param lastAt when the last one was
     */
    public record Published(String topic, Version version, long count, Instant lastAt) {}

    /**
     * Messages that a handler was done with since the last report.
     *
     * @param handler the handler's name
     * @param topic their topic
     * @param version their version; null where they had none
     * @param count how many: 1 or more
     */
    public record Handled(
            String handler, String topic, @Nullable Version version, long count) {}
}
