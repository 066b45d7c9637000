package io.saltbus.registry.internal.mirror;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;

/** Schemas of tests, written briefly. */
final class Schemas {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Schemas() {}

    /** @param text with single quotes */
    static Schema of(String text) {
        try {
            return Schema.of((ObjectNode) MAPPER.readTree(text.replace('\'', '"')));
        } catch (JsonProcessingException mistake) {
            throw new IllegalArgumentException(text, mistake);
        }
    }

    /** An object with one property of a type. */
    static Schema with(String property, String type) {
        return of("{'type': 'object', 'properties': {'" + property + "': {'type': '" + type + "'}}}");
    }

    static SchemaDeclaration declared(String topic, String version, Schema schema) {
        return new SchemaDeclaration(
                topic, Version.parse(version), EventMode.BROADCAST, EventSchemas.of(schema), "test", "the test");
    }
}
