package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.core.failure.ConfigurationException;
import java.util.ArrayDeque;
import java.util.Map;

/** How large a schema may be. Looked at first, and without recursion: all that comes later recurses. */
public final class Bounds {
    private static final int MAX_DEPTH = 200;
    private static final int MAX_VALUES = 50_000;
    private static final int MAX_SIGNS = 1_000_000;

    private Bounds() {}

    private record Level(JsonNode value, int depth) {}

    /**
     * Checks a document.
     *
     * @throws ConfigurationException with the bound that is passed
     */
    public static void check(JsonNode root) {
        var waiting = new ArrayDeque<Level>();
        waiting.push(new Level(root, 1));
        long values = 0;
        long signs = 0;
        while (!waiting.isEmpty()) {
            Level next = waiting.pop();
            int inner = next.depth + 1;
            values++;
            signs += next.value.isTextual() ? next.value.textValue().length() : 0;
            for (Map.Entry<String, JsonNode> member : next.value.properties()) {
                signs += member.getKey().length();
                waiting.push(new Level(member.getValue(), inner));
            }
            if (next.value.isArray()) {
                next.value.forEach(item -> waiting.push(new Level(item, inner)));
            }
            refuse(next.depth, MAX_DEPTH, "objects and arrays inside each other");
            refuse(values, MAX_VALUES, "values");
            refuse(signs, MAX_SIGNS, "characters in its names and texts");
        }
    }

    private static void refuse(long found, int most, String what) {
        if (found > most) {
            throw new ConfigurationException(
                    "the schema has more than " + most + " " + what + ": divide it, or describe less of the payload");
        }
    }
}
