package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A type that gets a name in every language. */
sealed interface NamedType {
    /** By which shapes refer to it. */
    String key();

    /** What it is called in the schema, in any form. */
    String suggested();

    JsonNode schema();

    /** Its description for people, or null. */
    default @Nullable String description() {
        return schema().path("description").textValue();
    }

    /** An object with declared properties. */
    record Struct(String key, String suggested, JsonNode schema, List<Property> properties) implements NamedType {
        /** Whether it refuses properties that it does not declare. */
        boolean closed() {
            JsonNode others = schema.path("additionalProperties");
            return others.isBoolean() && !others.booleanValue() && !schema.has("patternProperties");
        }
    }

    /** Texts or whole numbers, of which one is meant. */
    record Enumerated(String key, String suggested, JsonNode schema, List<JsonNode> values) implements NamedType {
        boolean numbers() {
            return !values.get(0).isTextual();
        }
    }

    /** A list with one item for each of its places. */
    record Row(String key, String suggested, JsonNode schema, List<Shape.Value> items) implements NamedType {}

    /**
     * One of several objects, told apart by a text in one property.
     *
     * @param property the property
     * @param members the key of each object's type, by that text
     */
    record Union(String key, String suggested, JsonNode schema, String property, Map<String, String> members)
            implements NamedType {}

    /**
     * One property of an object.
     *
     * @param name as it is in JSON
     * @param defaultValue what it is where it is absent; null where the schema does not say
     * @param pointer where it is in the document
     */
    record Property(
            String name,
            Shape.Value value,
            boolean required,
            @Nullable JsonNode defaultValue,
            JsonNode schema,
            String pointer) {
        @Nullable
        String description() {
            return schema.path("description").textValue();
        }

        boolean sensitive() {
            return schema.path("x-sensitive").asBoolean();
        }

        /** Whether a value may be missing, with nothing to take its place. */
        boolean optional() {
            return !required && (defaultValue == null || defaultValue.isNull());
        }
    }
}
