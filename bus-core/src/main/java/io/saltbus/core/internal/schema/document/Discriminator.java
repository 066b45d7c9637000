package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * OpenAPI's {@code discriminator}, as Pydantic writes it beside a choice: the property that names the kind must be there, even where the
 * forms give it a default. Both Pydantic and Jackson refuse a value without it.
 */
public final class Discriminator {
    private Discriminator() {}

    /** The property that names the kind; none where a schema is no choice, or leaves it open. */
    public static Optional<String> of(JsonNode schema) {
        JsonNode name = schema.path("discriminator").path("propertyName");
        boolean choice = schema.has("oneOf") || schema.has("anyOf");
        return choice && name.isTextual() ? Optional.of(name.textValue()) : Optional.empty();
    }

    /** Writes into the forms of a choice what the discriminator says. */
    static void require(String property, ObjectNode choice) {
        for (String keyword : List.of("oneOf", "anyOf")) {
            for (JsonNode form : choice.path(keyword)) {
                if (form instanceof ObjectNode object && object.has("properties")) {
                    ArrayNode names = object.withArray("required").deepCopy().add(property);
                    object.set("required", LevelForm.sorted(names));
                    if (object.get("properties").path(property) instanceof ObjectNode kind) {
                        kind.remove("default");
                    }
                }
            }
        }
    }
}
