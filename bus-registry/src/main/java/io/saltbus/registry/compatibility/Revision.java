package io.saltbus.registry.compatibility;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One version of a topic, as {@link Evolution} compares it: its documents, which need not be readable here.
 *
 * @param version the version
 * @param payload the JSON Schema of the event, or of the request
 * @param reply that of a request's answers; null for a broadcast, and where it is not known
 * @param error that of a request's failures; null for a broadcast, and where it may be anything
 */
public record Revision(
        Version version,
        ObjectNode payload,
        @Nullable ObjectNode reply,
        @Nullable ObjectNode error) {
    /** The version with these schemas. */
    public static Revision of(Version version, EventSchemas schemas) {
        return new Revision(
                version, schemas.payload().document(), document(schemas.reply()), document(schemas.error()));
    }

    private static @Nullable ObjectNode document(@Nullable Schema schema) {
        return schema == null ? null : schema.document();
    }
}
