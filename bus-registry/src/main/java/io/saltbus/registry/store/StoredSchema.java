package io.saltbus.registry.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.SchemaStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of an event, as it is stored. The documents are as their publisher wrote them, and not compiled: what another language put
 * there need not be readable here.
 *
 * @param topic the event's topic
 * @param version its version, as {@code v1.2}
 * @param mode who receives it
 * @param documents its JSON Schemas
 * @param publisher which service registered it
 * @param record what else is known of it
 */
public record StoredSchema(
        String topic, Version version, EventMode mode, Documents documents, String publisher, Entry record) {
    /**
     * The JSON Schemas of one version; not to be changed.
     *
     * @param payload of the event, or of the request
     * @param reply of a request's answers, or null
     * @param error of a request's failures, or null
     */
    public record Documents(
            ObjectNode payload,
            @Nullable ObjectNode reply,
            @Nullable ObjectNode error) {}

    /**
     * What a registry notes of a version.
     *
     * @param description for people, or null
     * @param publisherVersion which version of the service registered it, or null
     * @param createdAt when
     * @param createdBy by whom: the API key's, user's or service's name; null where nobody noted it
     * @param status whether it may be published
     * @param deprecatedAt since when it may not, or should not, be published; null while it is active
     * @param deprecatedReason why, or null
     */
    public record Entry(
            @Nullable String description,
            @Nullable String publisherVersion,
            Instant createdAt,
            @Nullable String createdBy,
            SchemaStatus status,
            @Nullable Instant deprecatedAt,
            @Nullable String deprecatedReason) {}

    /** Whether it may be published. */
    public SchemaStatus status() {
        return record.status();
    }
}
