package io.saltbus.registry.generate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.registry.store.StoredSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stored schemas for tests. */
final class Stored {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final StoredSchema.Entry ENTRY =
            new StoredSchema.Entry(null, null, Instant.EPOCH, null, SchemaStatus.ACTIVE, null, null);

    private Stored() {}

    static StoredSchema event(String topic, String schema) {
        return event(topic, "v1", json(schema));
    }

    static StoredSchema event(String topic, String version, ObjectNode schema) {
        return new StoredSchema(
                topic,
                Version.parse(version),
                EventMode.BROADCAST,
                new StoredSchema.Documents(schema, null, null),
                "tests",
                ENTRY);
    }

    static StoredSchema request(
            String topic, ObjectNode payload, @Nullable ObjectNode reply, @Nullable ObjectNode error) {
        return new StoredSchema(
                topic,
                Version.parse("v1"),
                EventMode.RPC,
                new StoredSchema.Documents(payload, reply, error),
                "tests",
                ENTRY);
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }

    /** What Pydantic 2 says of thirty models; one event each. */
    static List<StoredSchema> pydantic() {
        var stored = new ArrayList<StoredSchema>();
        try (var data = Stored.class.getResourceAsStream("/generate/pydantic2-schemas.json")) {
            for (JsonNode model : MAPPER.readTree(data)) {
                stored.add(event("pydantic.m" + stored.size(), "v1", (ObjectNode) model.get("schema")));
            }
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
        return stored;
    }
}
