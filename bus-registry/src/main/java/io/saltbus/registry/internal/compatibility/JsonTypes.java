package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** Types of JSON values as bits, whole numbers apart from others, and values of which equal ones are {@code equals}. */
final class JsonTypes {
    static final int NULL = 1;
    static final int BOOLEAN = 2;
    static final int INTEGER = 4;
    static final int FRACTION = 8;
    static final int NUMBER = INTEGER | FRACTION;
    static final int STRING = 16;
    static final int ARRAY = 32;
    static final int OBJECT = 64;
    static final int ANY = 127;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonTypes() {}

    /** The type of that name; 0 where there is none. */
    static int named(String name) {
        return switch (name) {
            case "null" -> NULL;
            case "boolean" -> BOOLEAN;
            case "integer" -> INTEGER;
            case "number" -> NUMBER;
            case "string" -> STRING;
            case "array" -> ARRAY;
            case "object" -> OBJECT;
            default -> 0;
        };
    }

    static int of(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> NULL;
            case BOOLEAN -> BOOLEAN;
            case NUMBER -> isWhole(value.decimalValue()) ? INTEGER : FRACTION;
            case STRING -> STRING;
            case ARRAY -> ARRAY;
            default -> OBJECT;
        };
    }

    static boolean isWhole(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }

    static JsonNode number(BigDecimal number) {
        return DecimalNode.valueOf(number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
    }

    /** The value with each number written in one way, 1.0 as 1. */
    static JsonNode plain(JsonNode value) {
        if (value.isNumber()) {
            return number(value.decimalValue());
        }
        if (value.isArray()) {
            ArrayNode plain = JSON.arrayNode(value.size());
            value.forEach(item -> plain.add(plain(item)));
            return plain;
        }
        if (value.isObject()) {
            ObjectNode plain = JSON.objectNode();
            value.properties().forEach(member -> plain.set(member.getKey(), plain(member.getValue())));
            return plain;
        }
        return value;
    }
}
