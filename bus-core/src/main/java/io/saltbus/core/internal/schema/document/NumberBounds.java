package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The several ways to say which numbers: more than 0 is 1 or more among whole numbers, and a multiple of 1 is a whole number. */
final class NumberBounds {
    private static final int MAX_DIGITS = 30;

    private NumberBounds() {}

    static void simplify(ObjectNode schema) {
        wholeType(schema);
        if (!allows(schema, "integer") || allows(schema, "number")) {
            return;
        }
        if (isOne(schema.path("multipleOf"))) {
            schema.remove("multipleOf");
        }
        tighten(schema, "minimum", "exclusiveMinimum", RoundingMode.CEILING, BigDecimal.ONE);
        tighten(schema, "maximum", "exclusiveMaximum", RoundingMode.FLOOR, BigDecimal.ONE.negate());
    }

    // "number" has the whole ones in it; a multiple of 1 has no others
    private static void wholeType(ObjectNode schema) {
        if (!allows(schema, "number")) {
            return;
        }
        boolean whole = isOne(schema.path("multipleOf"));
        ArrayNode types = JsonNodeFactory.instance.arrayNode();
        for (JsonNode type : schema.get("type")) {
            if (whole && type.asText().equals("number")) {
                types.add("integer");
            } else if (whole || !type.asText().equals("integer")) {
                types.add(type);
            }
        }
        schema.set("type", LevelForm.sorted(types));
    }

    private static void tighten(
            ObjectNode schema, String bound, String exclusive, RoundingMode rounding, BigDecimal step) {
        if (schema.path(exclusive).isNumber() && !schema.has(bound)) {
            BigDecimal limit = schema.get(exclusive).decimalValue();
            if (isShort(limit)) {
                BigDecimal whole = limit.setScale(0, rounding);
                set(schema, bound, whole.compareTo(limit) == 0 ? whole.add(step) : whole);
                schema.remove(exclusive);
            }
        } else if (schema.path(bound).isNumber() && isShort(schema.get(bound).decimalValue())) {
            set(schema, bound, schema.get(bound).decimalValue().setScale(0, rounding));
        }
    }

    private static boolean isShort(BigDecimal number) {
        return Math.abs((long) number.scale()) + number.precision() <= MAX_DIGITS;
    }

    private static void set(ObjectNode schema, String keyword, BigDecimal value) {
        schema.set(keyword, LevelForm.plain(schema.numberNode(value)));
    }

    private static boolean isOne(JsonNode number) {
        return number.isNumber() && number.decimalValue().compareTo(BigDecimal.ONE) == 0;
    }

    private static boolean allows(ObjectNode schema, String name) {
        for (JsonNode type : schema.path("type")) {
            if (type.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
