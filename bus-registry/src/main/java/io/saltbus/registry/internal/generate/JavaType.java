package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A type as it stands in source, and what the bus will say of it.
 *
 * @param text for a value that is always there; {@code long}
 * @param boxed for one that may be missing, or stands in a generic type; {@code Long}
 * @param annotations its constraints
 * @param schema what the bus derives from type and constraints
 * @param textual whether it is a text in JSON
 */
record JavaType(String text, String boxed, List<String> annotations, ObjectNode schema, boolean textual) {
    JavaType(String text, ObjectNode schema, boolean textual) {
        this(text, text, List.of(), schema, textual);
    }

    /** Inside a generic type. */
    String argument() {
        return annotations.isEmpty() ? boxed : String.join(" ", annotations) + " " + boxed;
    }
}
