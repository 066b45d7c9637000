package io.saltbus.core.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;

/** What a value must be for a class of Java to hold it without loss. */
enum ExactReading {
    /** A whole number of 8 bits with sign: Jackson itself goes up to 255, and wraps. */
    BYTE,
    /** A whole number; how large, the class itself checks. */
    WHOLE,
    /** A number that is finite in 32 bits. */
    FLOAT,
    /** A number that is finite in 64 bits. */
    DOUBLE,
    /** A text that is not empty. */
    TEXT;

    boolean isWhole() {
        return this == BYTE || this == WHOLE;
    }

    boolean fits(JsonParser value) throws IOException {
        if (this == TEXT) {
            return value.hasToken(JsonToken.VALUE_STRING) && !value.getText().isBlank();
        }
        if (!value.currentToken().isNumeric()) {
            return false;
        }
        return switch (this) {
            case FLOAT -> Float.isFinite(value.getFloatValue());
            case DOUBLE -> Double.isFinite(value.getDoubleValue());
            default -> fitsWhole(value);
        };
    }

    private boolean fitsWhole(JsonParser value) throws IOException {
        if (value.hasToken(JsonToken.VALUE_NUMBER_FLOAT) && !isWhole(value.getDecimalValue())) {
            return false;
        }
        return this != BYTE || (byte) value.getDoubleValue() == value.getDoubleValue();
    }

    private static boolean isWhole(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }
}
