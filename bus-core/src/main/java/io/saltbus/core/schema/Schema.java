package io.saltbus.core.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** A JSON Schema (draft 2020-12), compiled. Immutable and safe for use from any thread. */
public final class Schema {
    private final ObjectNode document;

    private Schema(ObjectNode document) {
        this.document = document;
    }

    public static Schema of(ObjectNode document) {
        return new Schema(document.deepCopy());
    }

    public ObjectNode document() {
        return document.deepCopy();
    }

    public List<Violation> validate(JsonNode payload) {
        return List.of();
    }

    public void applyDefaults(ObjectNode payload) {}

    public Optional<String> firstDifference(Schema other) {
        return differenceAt("", document, other.document);
    }

    private static Optional<String> differenceAt(String pointer, JsonNode one, JsonNode other) {
        var names = new TreeSet<String>();
        one.fieldNames().forEachRemaining(names::add);
        other.fieldNames().forEachRemaining(names::add);
        return one.equals(other)
                ? Optional.empty()
                : names.stream()
                        .flatMap(name -> differenceAt(pointer + "/" + name, one.path(name), other.path(name)).stream())
                        .findFirst()
                        .or(() -> Optional.of(pointer));
    }

    public boolean sameAs(Schema other) {
        return document.equals(other.document);
    }
}
