package io.saltbus.core.internal.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A value as JSON Schema compares it: numbers by what they are worth (1 is 1.0), objects without regard to order. Jackson's own
 * {@code equals} tells 1 from 1.0.
 *
 * @param node the value
 */
public record JsonValue(JsonNode node) {
    @Override
    public boolean equals(Object other) {
        return other instanceof JsonValue that && equal(node, that.node);
    }

    @Override
    public int hashCode() {
        return hash(node);
    }

    /** Whether two values are the same to JSON Schema. */
    public static boolean equal(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return equalNumbers(one, other);
        }
        if (one.getNodeType() != other.getNodeType() || one.size() != other.size()) {
            return false;
        }
        if (one.isObject()) {
            return equalObjects(one, other);
        }
        return one.isArray() ? equalArrays(one, other) : one.equals(other);
    }

    private static boolean equalNumbers(JsonNode one, JsonNode other) {
        if (one.isIntegralNumber() && other.isIntegralNumber() && one.canConvertToLong() && other.canConvertToLong()) {
            return one.longValue() == other.longValue();
        }
        boolean finite = Double.isFinite(one.doubleValue()) && Double.isFinite(other.doubleValue());
        return finite ? one.decimalValue().compareTo(other.decimalValue()) == 0 : one.equals(other);
    }

    private static boolean equalObjects(JsonNode one, JsonNode other) {
        for (Map.Entry<String, JsonNode> property : one.properties()) {
            JsonNode counterpart = other.get(property.getKey());
            if (counterpart == null || !equal(property.getValue(), counterpart)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalArrays(JsonNode one, JsonNode other) {
        for (int index = 0; index < one.size(); index++) {
            if (!equal(one.get(index), other.get(index))) {
                return false;
            }
        }
        return true;
    }

    private static int hash(JsonNode node) {
        if (node.isNumber()) {
            double worth = node.doubleValue();
            return worth == 0 ? 0 : Double.hashCode(worth); // 0.0 and -0.0 are one number
        }
        int hash = node.isContainerNode() ? node.size() : node.hashCode();
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                hash += property.getKey().hashCode() ^ hash(property.getValue());
            }
        } else {
            for (JsonNode item : node) {
                hash = 31 * hash + hash(item);
            }
        }
        return hash;
    }
}
