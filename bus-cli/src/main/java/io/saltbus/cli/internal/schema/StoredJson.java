package io.saltbus.cli.internal.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.internal.input.Json;
import io.saltbus.registry.store.StoredSchema;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A stored version as JSON. */
final class StoredJson {
    private StoredJson() {}

    /** All of it. */
    static ObjectNode of(StoredSchema stored) {
        ObjectNode json = withoutDocuments(stored);
        json.set("schema", stored.documents().payload());
        if (stored.documents().reply() != null) {
            json.set("reply_schema", stored.documents().reply());
        }
        if (stored.documents().error() != null) {
            json.set("error_schema", stored.documents().error());
        }
        return json;
    }

    /** What is known of it. */
    static ObjectNode withoutDocuments(StoredSchema stored) {
        StoredSchema.Entry known = stored.record();
        return Json.object()
                .put("topic", stored.topic())
                .put("version", stored.version().toString())
                .put("mode", stored.mode().name())
                .put("status", stored.status().name())
                .put("publisher", stored.publisher())
                .put("publisher_version", known.publisherVersion())
                .put("description", known.description())
                .put("created_at", known.createdAt().toString())
                .put("created_by", known.createdBy())
                .put("deprecated_at", text(known.deprecatedAt()))
                .put("deprecated_reason", known.deprecatedReason());
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : Objects.toString(value);
    }
}
