package io.saltbus.core.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.saltbus.core.schema.PayloadLimits;
import org.jspecify.annotations.Nullable;

/** Says why bytes are no payload, without a word of what they hold. */
final class DecodeFault {
    private DecodeFault() {}

    static String describe(JsonProcessingException broken, JsonParser parser, PayloadLimits limits) {
        if (broken instanceof StreamConstraintsException) {
            return parser.getParsingContext().getNestingDepth() > limits.maxDepth() ? tooDeep(limits) : tooLong(limits);
        }
        if (broken instanceof JsonEOFException) {
            return "the payload ends in the middle of its JSON object";
        }
        if (broken instanceof MismatchedInputException) {
            return "the payload names a property of one object twice, at byte " + offset(broken);
        }
        return "the payload is no JSON in UTF-8, from byte " + offset(broken);
    }

    static String tooDeep(PayloadLimits limits) {
        return "the payload has more than " + limits.maxDepth()
                + " objects and arrays inside each other: raise maxDepth";
    }

    static String tooLong(PayloadLimits limits) {
        return "the payload has a text or a name of more than " + limits.maxStringLength()
                + " characters (raise maxStringLength), or " + BoundedNumbers.REFUSAL;
    }

    /** What a value is, in words, by its first token; null is the end of the input. */
    static String kindOf(@Nullable JsonToken first) {
        if (first == null) {
            return "empty";
        }
        return switch (first) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> "null";
        };
    }

    private static long offset(JsonProcessingException broken) {
        return broken.getLocation().getByteOffset();
    }
}
