package io.saltbus.registry.internal.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One field of an event, for those who search. Fields of nested objects, also of those in arrays, have a dotted path.
 *
 * @param name its path, such as {@code address.zip}
 * @param type such as {@code string}, {@code array[integer]}, {@code map[string]}, {@code integer|string} or {@code any}; that a field may
 *     be null is not told
 * @param required whether its object must have it
 * @param description its remark, or null
 * @param format its format, or null
 */
record FieldRow(
        String name,
        String type,
        boolean required,
        @Nullable String description,
        @Nullable String format) {
    private static final int MAX_NAME_CHARS = 255;
    private static final int MAX_TYPE_CHARS = 100;
    private static final int MAX_DEPTH = 6;
    private static final int MAX_FIELDS = 500;
    private static final List<String> COMBINATORS = List.of("allOf", "anyOf", "oneOf");

    /** The fields of a schema, those at its top first. Of one that is huge or refers to itself, those that are near the top. */
    static Collection<FieldRow> of(ObjectNode document) {
        var rows = new LinkedHashMap<String, FieldRow>();
        Deque<Place> open = new ArrayDeque<>();
        open.add(new Place("", document, 0));
        while (!open.isEmpty()) {
            Place place = open.remove();
            for (JsonNode form : forms(document, place.schema)) {
                addFields(document, place, form, rows, open);
            }
        }
        return rows.values();
    }

    private record Place(String prefix, JsonNode schema, int depth) {}

    private static void addFields(
            ObjectNode root, Place place, JsonNode form, Map<String, FieldRow> rows, Deque<Place> open) {
        var required = new HashSet<String>();
        form.path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> property : form.path("properties").properties()) {
            String name = place.prefix + property.getKey();
            if (name.length() > MAX_NAME_CHARS || name.indexOf('\0') >= 0 || rows.size() >= MAX_FIELDS) {
                continue;
            }
            JsonNode schema = property.getValue();
            var row = new FieldRow(
                    name,
                    SchemaWriting.cut(type(root, schema, 0), MAX_TYPE_CHARS),
                    required.contains(property.getKey()),
                    text(root, schema, "description"),
                    cutOrNull(text(root, schema, "format")));
            if (rows.putIfAbsent(name, row) == null && place.depth < MAX_DEPTH) {
                open.add(new Place(name + ".", inside(root, schema), place.depth + 1));
            }
        }
    }

    private static @Nullable String cutOrNull(@Nullable String text) {
        return text == null ? null : SchemaWriting.cut(text, MAX_TYPE_CHARS);
    }

    // what the fields below an array belong to is its items
    private static JsonNode inside(ObjectNode root, JsonNode schema) {
        JsonNode at = schema;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            JsonNode items = forms(root, at).stream()
                    .map(form -> form.path("items"))
                    .filter(JsonNode::isObject)
                    .findFirst()
                    .orElse(null);
            if (items == null) {
                return at;
            }
            at = items;
        }
        return at;
    }

    /** A schema, what it refers to, and what it is combined of; each once. */
    private static Set<JsonNode> forms(ObjectNode root, JsonNode schema) {
        var forms = new LinkedHashSet<JsonNode>();
        Deque<JsonNode> open = new ArrayDeque<>(List.of(schema));
        while (!open.isEmpty() && forms.size() < MAX_FIELDS) {
            JsonNode at = open.remove();
            if (at.isObject() && forms.add(at)) {
                JsonNode target = target(root, at);
                if (target != null) {
                    open.add(target);
                }
                COMBINATORS.forEach(word -> at.path(word).forEach(open::add));
            }
        }
        return forms;
    }

    private static @Nullable JsonNode target(ObjectNode root, JsonNode schema) {
        String reference = schema.path("$ref").asText();
        if (!reference.equals("#") && !reference.startsWith("#/")) {
            return null;
        }
        JsonNode target = root.at(reference.substring(1));
        return target.isMissingNode() ? null : target;
    }

    private static @Nullable String text(ObjectNode root, JsonNode schema, String word) {
        return forms(root, schema).stream()
                .map(form -> form.path(word).textValue())
                .filter(value -> value != null && value.indexOf('\0') < 0)
                .findFirst()
                .orElse(null);
    }

    private static String type(ObjectNode root, JsonNode schema, int depth) {
        var names = new LinkedHashSet<String>();
        for (JsonNode form : forms(root, schema)) {
            JsonNode type = form.path("type");
            for (JsonNode one : type.isArray() ? type : List.of(type)) {
                if (one.isTextual() && !"null".equals(one.textValue())) {
                    names.add(whole(root, form, one.textValue(), depth));
                }
            }
            if (type.isMissingNode()) {
                form.path("enum").forEach(value -> names.add(typeOf(value)));
                if (form.has("const")) {
                    names.add(typeOf(form.get("const")));
                }
            }
        }
        if (names.size() > 1) {
            names.remove("null");
        }
        return names.isEmpty() ? "any" : String.join("|", new ArrayList<>(names));
    }

    private static String whole(ObjectNode root, JsonNode form, String type, int depth) {
        if (depth < MAX_DEPTH && "array".equals(type) && form.path("items").isObject()) {
            return "array[" + type(root, form.path("items"), depth + 1) + "]";
        }
        JsonNode values = form.path("additionalProperties");
        return depth < MAX_DEPTH && "object".equals(type) && values.isObject() && !form.has("properties")
                ? "map[" + type(root, values, depth + 1) + "]"
                : type;
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case ARRAY -> "array";
            case OBJECT -> "object";
            default -> "null";
        };
    }
}
