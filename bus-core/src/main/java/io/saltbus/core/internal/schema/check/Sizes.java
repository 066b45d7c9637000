package io.saltbus.core.internal.schema.check;

import com.fasterxml.jackson.databind.JsonNode;

/** The keywords about how many items or properties there are. */
public final class Sizes {
    private Sizes() {}

    /** {@code minItems}, {@code maxItems}, {@code minProperties} and {@code maxProperties}. */
    public static Check check(String keyword, JsonNode limit) {
        int bound = bound(limit);
        return new Assertion(
                keyword,
                limit,
                switch (keyword) {
                    case "minItems" -> value -> !value.isArray() || value.size() >= bound;
                    case "maxItems" -> value -> !value.isArray() || value.size() <= bound;
                    case "minProperties" -> value -> !value.isObject() || value.size() >= bound;
                    case "maxProperties" -> value -> !value.isObject() || value.size() <= bound;
                    default -> throw new IllegalArgumentException(keyword + " is not about sizes");
                });
    }

    /** A size as an int: nothing in a payload is larger, so the largest int stands for all that is beyond. */
    static int bound(JsonNode limit) {
        return limit.canConvertToInt() ? limit.intValue() : Integer.MAX_VALUE;
    }
}
