package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a value may be, as far as the types of programming languages can say it. */
sealed interface Shape {
    /** Kinds of single values. */
    enum Kind {
        TEXT,
        INTEGER,
        NUMBER,
        /** A number that may also be written as a text, as Pydantic does with its decimals. */
        DECIMAL,
        BOOLEAN
    }

    /** A shape, or null too. */
    record Value(Shape shape, boolean nullable) {
        Value orNull(boolean also) {
            return new Value(shape, nullable || also);
        }
    }

    /** One value; the schema has its format and its limits. */
    record Scalar(Kind kind, JsonNode schema) implements Shape {
        /** Where its limits stand: of a decimal in two forms, those of the number. */
        JsonNode limits() {
            for (String keyword : List.of("anyOf", "oneOf")) {
                for (JsonNode form : schema.path(keyword)) {
                    if (form.path("type").asText().equals("number")) {
                        return form;
                    }
                }
            }
            return schema;
        }
    }

    /** Any JSON. */
    record Anything() implements Shape {}

    /** A list, or a set where its items must differ. */
    record Listed(Value items, JsonNode schema) implements Shape {
        boolean unique() {
            return schema.path("uniqueItems").asBoolean();
        }

        /** Whether the schema says nothing of the items. */
        boolean open() {
            return !schema.has("items");
        }
    }

    /**
     * A list whose places have types of their own.
     *
     * @param key of its {@link NamedType.Row}; null where there may be fewer or more items than places
     */
    record Tuple(
            List<Value> items, JsonNode schema, @Nullable String key) implements Shape {
        /** Whether a list has exactly one item for each of so many places, and nothing else is asked of it. */
        static boolean complete(JsonNode schema, int places) {
            JsonNode rest = schema.path(schema.path("items").isArray() ? "additionalItems" : "items");
            boolean ended = rest.isBoolean() && !rest.booleanValue();
            return schema.path("minItems").asInt() == places
                    && (ended || schema.path("maxItems").asInt() == places)
                    && !schema.path("uniqueItems").asBoolean();
        }
    }

    /** An object with names that nobody declared. */
    record Mapped(Value values, JsonNode schema) implements Shape {}

    /** Several shapes that nothing tells apart. */
    record Choice(List<Value> forms, JsonNode schema) implements Shape {}

    /** Some values, not all of one type. */
    record Literals(List<JsonNode> values) implements Shape {}

    /** A type that has a name: one of {@link TypeModel#types}. */
    record Named(String key) implements Shape {}
}
