package io.saltbus.core.internal.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** The keywords about numbers. All comparing is exact. */
public final class Numbers {
    // the remainder of 1e999999999 by 0.01 would be written out digit by digit; no real amount has this many
    private static final int MAX_DIGITS = 4096;

    private Numbers() {}

    /** {@code minimum}, {@code maximum}, their exclusive forms, and {@code multipleOf}. */
    public static Check check(String keyword, JsonNode limit) {
        return new Assertion(
                keyword,
                limit,
                switch (keyword) {
                    case "minimum" -> compared(limit, sign -> sign >= 0);
                    case "maximum" -> compared(limit, sign -> sign <= 0);
                    case "exclusiveMinimum" -> compared(limit, sign -> sign > 0);
                    case "exclusiveMaximum" -> compared(limit, sign -> sign < 0);
                    case "multipleOf" -> multipleOf(limit.decimalValue());
                    default -> throw new IllegalArgumentException(keyword + " is not about numbers");
                });
    }

    private static Predicate<JsonNode> compared(JsonNode limit, IntPredicate allowed) {
        BigDecimal exact = limit.decimalValue();
        if (!limit.isIntegralNumber() || !limit.canConvertToLong()) {
            return value ->
                    !isFinite(value) || allowed.test(value.decimalValue().compareTo(exact));
        }
        long bound = limit.longValue();
        return value -> {
            if (value.isInt() || value.isLong()) {
                return allowed.test(Long.compare(value.longValue(), bound));
            }
            return !isFinite(value) || allowed.test(value.decimalValue().compareTo(exact));
        };
    }

    private static Predicate<JsonNode> multipleOf(BigDecimal divisor) {
        return value -> !isFinite(value) || isMultiple(value.decimalValue(), divisor);
    }

    private static boolean isMultiple(BigDecimal value, BigDecimal divisor) {
        if (value.signum() == 0) {
            return true;
        }
        long wholeDigits = (long) value.precision() - value.scale();
        return wholeDigits <= MAX_DIGITS
                && value.scale() <= MAX_DIGITS
                && value.remainder(divisor).signum() == 0;
    }

    private static boolean isFinite(JsonNode value) {
        return value.isNumber() && ((!value.isDouble() && !value.isFloat()) || Double.isFinite(value.doubleValue()));
    }
}
