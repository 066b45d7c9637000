package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Writes a schema in the one way that all schemas of the same meaning share: remarks gone, references written out, sets in order, one way
 * to say "or null" and "only this". Two that differ here may still mean the same; that costs a question, not an event.
 *
 * <p>Where a value is asked for what one around it is asked for already, the recursion is written as how many levels up that one is:
 * {@code {"$ref": "^2"}}. So it does not matter where a document begins to refer to itself.
 */
public final class CanonicalForm {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MAX_VALUES = 100_000;

    private final LevelForm levels;
    private final Recursion recursion;
    private final List<Integer> open = new ArrayList<>();
    private int written;

    private CanonicalForm(SchemaDocument document) {
        this.levels = new LevelForm(document);
        this.recursion = new Recursion(document, levels);
    }

    /** The canonical form of a document. */
    public static JsonNode of(SchemaDocument document) {
        boolean dynamic = document.places().values().stream().anyMatch(schema -> schema.has("$dynamicRef"));
        if (!dynamic && !Explosion.hasTooManyWays(document)) {
            try {
                return new CanonicalForm(document).write(document.root());
            } catch (TooLarge given) {
                // as it is, then
            }
        }
        return withoutRemarks(document.root(), true);
    }

    private JsonNode write(JsonNode schema) {
        if (schema.isBoolean()) {
            return schema.booleanValue() ? JSON.objectNode() : schema;
        }
        Integer kind = recursion.kindOf(schema);
        int known = open.lastIndexOf(kind);
        if (known >= 0) {
            return JSON.objectNode().put("$ref", "^" + (open.size() - known));
        }
        if (++written > MAX_VALUES) {
            throw new TooLarge();
        }
        open.add(kind);
        JsonNode form = levels.write(schema, this::write);
        open.remove(open.size() - 1);
        return form;
    }

    /** A schema that is too large to be written out, or leads where one cannot know: compared as it is. */
    private static JsonNode withoutRemarks(JsonNode value, boolean isSchema) {
        if (!value.isObject() || !isSchema) {
            return value;
        }
        var members = new TreeMap<String, JsonNode>();
        value.properties().forEach(member -> {
            if (LevelForm.counts(member.getKey()) || LevelForm.DEFINITIONS.contains(member.getKey())) {
                members.put(member.getKey(), member.getValue());
            }
        });
        ObjectNode form = JSON.objectNode();
        form.setAll(members);
        return form;
    }

    private static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("the schema is too large to be written out", null, false, false);
        }
    }
}
