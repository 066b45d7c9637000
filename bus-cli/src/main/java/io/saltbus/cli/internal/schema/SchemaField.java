package io.saltbus.cli.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.cli.UsageException;
import io.saltbus.cli.internal.input.Json;
import java.nio.charset.StandardCharsets;

/** Reads a schema out of a line of a batch. */
final class SchemaField {
    private SchemaField() {}

    /**
     * The schema in a field: an object, a boolean, or text that holds one of these, as registries hand it out.
     *
     * @throws UsageException naming the field
     */
    static JsonNode of(ObjectNode line, String field) {
        JsonNode given = line.path(field);
        JsonNode schema = given.isTextual()
                ? Json.parse(given.textValue().getBytes(StandardCharsets.UTF_8), "\"" + field + "\"")
                : given;
        if (!schema.isObject() && !schema.isBoolean()) {
            throw new UsageException("\"" + field + "\" must be a JSON Schema: an object, true or false");
        }
        return schema;
    }
}
