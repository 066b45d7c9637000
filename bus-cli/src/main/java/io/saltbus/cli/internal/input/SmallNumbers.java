package io.saltbus.cli.internal.input;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;

/** Refuses numbers whose few signs stand for more digits than the memory has: the bus refuses them too. */
final class SmallNumbers extends JsonNodeFactory {
    static final int MAX_SIGNS = 1_016;

    private static final int MAX_EXPONENT = 10_000;
    private static final long serialVersionUID = 1L;

    /** @throws ArithmeticException for a number that is out of bounds */
    @Override
    public ValueNode numberNode(BigDecimal number) {
        if (Math.abs((long) number.scale()) > MAX_EXPONENT) {
            throw new ArithmeticException("a number with an exponent beyond " + MAX_EXPONENT);
        }
        return super.numberNode(number);
    }
}
