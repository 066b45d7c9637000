package io.saltbus.core.internal.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Makes trees without the numbers that look small and are not: {@code 1e999999999} has eleven signs, and fills the memory of whoever
 * rounds it or asks for its digits.
 */
final class BoundedNumbers extends JsonNodeFactory {
    static final int MAX_DIGITS = 1000;
    static final int MAX_EXPONENT = 10_000;
    /** The signs of a number with {@link #MAX_DIGITS}: its sign, point, leading zeros and exponent take up to 16. */
    static final int MAX_SIGNS = MAX_DIGITS + 16;

    static final String REFUSAL =
            "a number of more than " + MAX_DIGITS + " digits, or with an exponent beyond " + MAX_EXPONENT;

    private static final long serialVersionUID = 1L;

    /** @throws ArithmeticException for a number that is out of bounds */
    @Override
    public ValueNode numberNode(BigDecimal number) {
        check(number);
        return super.numberNode(number);
    }

    /** @throws ArithmeticException for a number that is out of bounds */
    @Override
    public ValueNode numberNode(BigInteger number) {
        check(new BigDecimal(number));
        return super.numberNode(number);
    }

    private static void check(BigDecimal number) {
        if (number.precision() > MAX_DIGITS || number.scale() > MAX_EXPONENT || number.scale() < -MAX_EXPONENT) {
            throw new ArithmeticException(REFUSAL);
        }
    }
}
