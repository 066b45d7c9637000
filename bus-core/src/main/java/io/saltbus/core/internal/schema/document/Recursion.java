package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which schemas of a recursive document ask for the same, however they are named and wherever they begin: they are told apart step by
 * step, first by what they ask of the value itself, then by what they ask of its parts, until no step tells more of them apart.
 */
final class Recursion {
    private static final int MAX_STEPS = 200_000;

    private final IdentityHashMap<JsonNode, Integer> kinds = new IdentityHashMap<>();

    Recursion(SchemaDocument document, LevelForm levels) {
        if (Explosion.isRecursive(document)) {
            tellApart(List.copyOf(document.places().values()), levels);
        }
    }

    /** Equal for schemas that ask for the same. */
    Integer kindOf(JsonNode schema) {
        return kinds.computeIfAbsent(schema, unknown -> -1 - kinds.size());
    }

    private void tellApart(List<JsonNode> schemas, LevelForm levels) {
        var objects = new ArrayList<>(schemas);
        objects.removeIf(schema -> !schema.isObject());
        int before = 0;
        int now = 1;
        objects.forEach(schema -> kinds.put(schema, 0));
        for (int steps = 0; now > before && steps < MAX_STEPS; steps += objects.size()) {
            before = now;
            Map<String, Integer> forms = new HashMap<>();
            var finer = new IdentityHashMap<JsonNode, Integer>();
            for (JsonNode schema : objects) {
                String form = levels.write(schema, this::asKind).toString();
                finer.put(schema, forms.computeIfAbsent(form, unknown -> forms.size()));
            }
            kinds.putAll(finer);
            now = forms.size();
        }
        if (now > before) {
            kinds.clear(); // given up: each is its own kind
        }
    }

    private JsonNode asKind(JsonNode schema) {
        return schema.isBoolean() ? schema : JsonNodeFactory.instance.textNode("kind " + kinds.get(schema));
    }
}
