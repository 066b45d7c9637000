package io.saltbus.core.internal.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** The keywords that compare whole values: {@code enum}, {@code const}, {@code uniqueItems}. */
public final class Values {
    private Values() {}

    /** {@code enum} */
    public static Check oneOf(JsonNode limit) {
        var allowed = new LinkedHashSet<JsonValue>();
        var texts = new HashSet<String>();
        for (JsonNode value : limit) {
            allowed.add(new JsonValue(value));
            if (value.isTextual()) {
                texts.add(value.textValue());
            }
        }
        return new Assertion(
                "enum",
                limit,
                value ->
                        value.isTextual() ? texts.contains(value.textValue()) : allowed.contains(new JsonValue(value)));
    }

    /** {@code const} */
    public static Check only(JsonNode limit) {
        return new Assertion("const", limit, value -> JsonValue.equal(limit, value));
    }

    /** {@code uniqueItems} */
    public static Check uniqueItems(JsonNode limit) {
        return limit.asBoolean() ? new Assertion("uniqueItems", limit, Values::areUnique) : Check.ANYTHING;
    }

    private static boolean areUnique(JsonNode value) {
        if (!value.isArray() || value.size() < 2) {
            return true;
        }
        Set<JsonValue> seen = new HashSet<>(value.size() * 2);
        for (JsonNode item : value) {
            if (!seen.add(new JsonValue(item))) {
                return false;
            }
        }
        return true;
    }
}
