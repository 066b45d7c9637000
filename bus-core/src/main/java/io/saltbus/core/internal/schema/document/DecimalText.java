package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Set;

/**
 * Decimals travel as a number or as a text with one, in Pydantic's schemas as in ours. Pydantic gives the text a pattern since 2.12, and
 * ours has another: what such a pattern says is that the text is a number, which a reader of decimals finds out anyhow.
 */
final class DecimalText {
    private static final Set<String> BEGINNINGS = Set.of("^(?!^[-+.]*$)[+-]?0*", "^[-+]?\\d+(\\.\\d+)?");

    private DecimalText() {}

    static void simplify(ObjectNode schema) {
        JsonNode types = schema.path("type");
        boolean decimal = has(types, "number") && has(types, "string");
        String pattern = schema.path("pattern").asText();
        if (!decimal) {
            return;
        }
        if (BEGINNINGS.stream().anyMatch(pattern::startsWith)) {
            schema.remove("pattern");
        }
        JsonNode given = schema.path("default");
        if (given.isTextual()) {
            try {
                schema.set("default", LevelForm.plain(schema.numberNode(new BigDecimal(given.textValue()))));
            } catch (NumberFormatException text) {
                return; // a text that is one
            }
        }
    }

    private static boolean has(JsonNode types, String name) {
        for (JsonNode type : types) {
            if (type.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
