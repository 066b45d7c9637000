package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.TreeSet;

/** Where two canonical forms part. */
public final class Difference {
    private Difference() {}

    /** The JSON pointer of the first place that differs; empty text is the root, no value is no difference. */
    public static Optional<String> first(JsonNode one, JsonNode other) {
        return first("", one, other);
    }

    private static Optional<String> first(String place, JsonNode one, JsonNode other) {
        if (one.equals(other)) {
            return Optional.empty();
        }
        if (!one.isObject() || !other.isObject()) {
            return Optional.of(place);
        }
        var names = new TreeSet<String>();
        one.fieldNames().forEachRemaining(names::add);
        other.fieldNames().forEachRemaining(names::add);
        return names.stream()
                .map(name -> first(
                        place + "/" + name.replace("~", "~0").replace("/", "~1"), one.path(name), other.path(name)))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
