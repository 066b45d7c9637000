package io.saltbus.core.internal.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import org.jspecify.annotations.Nullable;

/** Says where and why a tree is no object of a class, without a word of what the tree holds. */
final class BindFault {
    private BindFault() {}

    static String pointer(JsonProcessingException refused) {
        JsonPointer pointer = JsonPointer.empty();
        if (refused instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference step : mapping.getPath()) {
                pointer = step.getFieldName() == null
                        ? pointer.appendIndex(Math.max(0, step.getIndex()))
                        : pointer.appendProperty(step.getFieldName());
            }
        }
        return pointer.toString();
    }

    static String describe(JsonProcessingException refused) {
        if (refused instanceof ValueInstantiationException instantiation) {
            return "is refused by " + instantiation.getType().getRawClass().getSimpleName()
                    + because(instantiation.getCause());
        }
        if (refused instanceof InvalidTypeIdException unknown) {
            return "is none of the permitted kinds of "
                    + unknown.getBaseType().getRawClass().getSimpleName();
        }
        if (refused instanceof MismatchedInputException mismatched && mismatched.getTargetType() != null) {
            return "is absent, null, or of another form than "
                    + mismatched.getTargetType().getSimpleName();
        }
        return "is out of range, or of another form";
    }

    private static String because(@Nullable Throwable thrown) {
        return thrown == null ? "" : " (" + thrown.getClass().getSimpleName() + ")";
    }
}
