package io.saltbus.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** {@link OrderSample}'s schema as plain code. */
final class HandWrittenCheck {
    private static final Set<String> STATUS = Set.of("new", "paid", "shipped", "cancelled");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");

    boolean accepts(JsonNode order) {
        return order.isObject()
                && isUuid(order.get("order_id"))
                && isWhole(order.get("user_id"), 1, Long.MAX_VALUE)
                && isText(order.get("email"), 1, 254)
                && EMAIL.matcher(order.get("email").textValue()).matches()
                && isMoment(order.get("created_at"))
                && isText(order.get("status"), 1, 10)
                && STATUS.contains(order.get("status").textValue())
                && isPrice(order.get("total"))
                && isText(order.get("currency"), 3, 3)
                && areItems(order.get("items"))
                && areTags(order.get("tags"))
                && (order.get("gift") == null || order.get("gift").isBoolean())
                && (order.get("coupon") == null
                        || order.get("coupon").isNull()
                        || order.get("coupon").isTextual())
                && (order.get("note") == null || isText(order.get("note"), 0, 2000));
    }

    private static boolean areItems(JsonNode items) {
        if (items == null || !items.isArray() || items.isEmpty()) {
            return false;
        }
        for (JsonNode item : items) {
            if (!item.isObject()
                    || !isText(item.get("sku"), 1, 64)
                    || !isWhole(item.get("qty"), 1, 1000)
                    || !isPrice(item.get("price"))) {
                return false;
            }
        }
        return true;
    }

    private static boolean areTags(JsonNode tags) {
        if (tags == null) {
            return true;
        }
        var seen = new HashSet<String>();
        for (JsonNode tag : tags) {
            if (!isText(tag, 0, 40) || !seen.add(tag.textValue())) {
                return false;
            }
        }
        return tags.isArray();
    }

    private static boolean isText(JsonNode value, int least, int most) {
        if (value == null || !value.isTextual()) {
            return false;
        }
        String text = value.textValue();
        int length = text.codePointCount(0, text.length());
        return length >= least && length <= most;
    }

    private static boolean isWhole(JsonNode value, long least, long most) {
        return value != null && value.isIntegralNumber() && value.longValue() >= least && value.longValue() <= most;
    }

    private static boolean isPrice(JsonNode value) {
        return value != null && value.isNumber() && value.doubleValue() >= 0;
    }

    private static boolean isUuid(JsonNode value) {
        if (value == null || !value.isTextual() || value.textValue().length() != 36) {
            return false;
        }
        String text = value.textValue();
        for (int at = 0; at < 36; at++) {
            boolean dash = at == 8 || at == 13 || at == 18 || at == 23;
            if (dash ? text.charAt(at) != '-' : Character.digit(text.charAt(at), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMoment(JsonNode value) {
        if (value == null || !value.isTextual()) {
            return false;
        }
        try {
            return OffsetDateTime.parse(value.textValue()).getYear() >= 0;
        } catch (DateTimeParseException refused) {
            return false;
        }
    }
}
