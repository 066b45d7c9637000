package io.saltbus.core.internal.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** The keyword {@code type}. */
public final class Types {
    private static final int OBJECT = 1;
    private static final int ARRAY = 1 << 1;
    private static final int STRING = 1 << 2;
    private static final int BOOLEAN = 1 << 3;
    private static final int NULL = 1 << 4;
    private static final int INTEGER = 1 << 5;
    private static final int FRACTION = 1 << 6;

    private Types() {}

    /** {@code type}: one name, or an array of them. */
    public static Check check(JsonNode limit) {
        int allowed = mask(limit);
        return new Assertion("type", limit, value -> (bit(value) & allowed) != 0);
    }

    /** Whether the value is of a type, or one of the types, that a schema names. */
    public static boolean matches(JsonNode limit, JsonNode value) {
        return (bit(value) & mask(limit)) != 0;
    }

    private static int mask(JsonNode limit) {
        int mask = 0;
        if (limit.isArray()) {
            for (JsonNode name : limit) {
                mask |= mask(name);
            }
            return mask;
        }
        return switch (limit.asText()) {
            case "object" -> OBJECT;
            case "array" -> ARRAY;
            case "string" -> STRING;
            case "boolean" -> BOOLEAN;
            case "null" -> NULL;
            case "integer" -> INTEGER;
            case "number" -> INTEGER | FRACTION;
            default -> throw new IllegalArgumentException(limit + " is no type of JSON");
        };
    }

    private static int bit(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> OBJECT;
            case ARRAY -> ARRAY;
            case STRING -> STRING;
            case BOOLEAN -> BOOLEAN;
            case NULL -> NULL;
            case NUMBER -> numberBit(value);
            default -> 0; // what only Java has: binary, POJO, missing
        };
    }

    private static int numberBit(JsonNode value) {
        if (value.isIntegralNumber()) {
            return INTEGER;
        }
        if (value.isBigDecimal()) {
            return isWhole(value.decimalValue()) ? INTEGER : FRACTION;
        }
        double number = value.doubleValue();
        if (!Double.isFinite(number)) {
            return 0; // NaN and the infinities are no numbers in JSON
        }
        return number == Math.rint(number) ? INTEGER : FRACTION;
    }

    private static boolean isWhole(BigDecimal number) {
        return number.scale() <= 0
                || number.signum() == 0
                || number.stripTrailingZeros().scale() <= 0;
    }

    /** The name of a value's own type. */
    static String nameOf(JsonNode value) {
        return switch (bit(value)) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            case INTEGER -> "integer";
            case FRACTION -> "number";
            default -> "no JSON";
        };
    }
}
