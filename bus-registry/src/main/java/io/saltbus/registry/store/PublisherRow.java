package io.saltbus.registry.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who publishes a topic.
 *
 * @param topic the topic
 * @param service the service that said so
 * @param serviceVersion the version that said so last, or null
 * @param lastPublishedAt when it last did, within the interval of reports; null for never
 * @param count how often it did
 */
public record PublisherRow(
        String topic,
        String service,
        @Nullable String serviceVersion,
        @Nullable Instant lastPublishedAt,
        long count) {}
