package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.registry.generate.GenerateException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a schema leads by its references, and what it is when the parts of its {@code allOf} are laid together. */
final class References {
    private static final int DEEPEST = 100;
    /** What says nothing of a value. */
    static final Set<String> REMARKS = Set.of(
            "title",
            "description",
            "examples",
            "default",
            "deprecated",
            "readOnly",
            "writeOnly",
            "$comment",
            "$schema",
            "$id",
            "$anchor",
            "$defs",
            "definitions",
            "x-sensitive");

    private final JsonNode root;
    private final IdentityHashMap<JsonNode, JsonNode> merged = new IdentityHashMap<>();

    References(JsonNode root) {
        this.root = root;
    }

    /**
     * A schema that was arrived at.
     *
     * @param name what the last reference calls it, or null
     * @param pointer where it is
     * @param together whether it was laid together from several
     */
    record Place(JsonNode schema, @Nullable String name, String pointer, boolean together) {}

    /** Follows references until there is a schema that says something itself. */
    Place follow(JsonNode schema, String pointer) {
        return follow(new Place(schema, null, pointer, false), 0);
    }

    private Place follow(Place at, int steps) {
        if (steps > DEEPEST) {
            throw new GenerateException.Unsuitable(
                    at.pointer() + " leads to itself by its references: no value fits it, so no type can be made");
        }
        JsonNode schema = at.schema();
        JsonNode known = merged.get(schema);
        if (known != null) {
            return new Place(known, at.name(), at.pointer(), true);
        }
        boolean alone = schema.properties().stream()
                .allMatch(member -> member.getKey().equals("$ref") || REMARKS.contains(member.getKey()));
        if (schema.path("$ref").isTextual() && alone) {
            return follow(target(schema.get("$ref").textValue(), at), steps + 1);
        }
        JsonNode parts = schema.path("allOf");
        boolean single = parts.size() == 1
                && schema.properties().stream()
                        .allMatch(member -> member.getKey().equals("allOf") || REMARKS.contains(member.getKey()));
        if (single) {
            return follow(new Place(parts.get(0), at.name(), at.pointer() + "/allOf/0", false), steps + 1);
        }
        if (schema.has("$ref") || schema.path("allOf").isArray()) {
            JsonNode together = together((ObjectNode) schema, at, steps);
            merged.put(schema, together);
            return follow(new Place(together, at.name(), at.pointer(), true), steps + 1);
        }
        return at;
    }

    private Place target(String reference, Place from) {
        if (reference.equals("#")) {
            return new Place(root, from.name(), "", false);
        }
        String place = URLDecoder.decode(reference.replace("+", "%2B"), StandardCharsets.UTF_8);
        JsonNode found = place.startsWith("#/") ? root.at(place.substring(1)) : anchored(root, place, 0);
        if (found == null || found.isMissingNode()) {
            throw new GenerateException.Unsuitable(
                    from.pointer() + " refers to " + reference + ", which is not in the schema");
        }
        String name =
                place.substring(place.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
        return new Place(found, name, place.substring(1), false);
    }

    private static @Nullable JsonNode anchored(JsonNode schema, String place, int depth) {
        if (depth > DEEPEST) {
            return null;
        }
        if (place.equals("#" + schema.path("$anchor").asText())
                || (schema.has("$id") && place.equals(schema.path("$id").asText()))) {
            return schema;
        }
        for (JsonNode inner : schema) {
            JsonNode found = inner.isContainerNode() ? anchored(inner, place, depth + 1) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private ObjectNode together(ObjectNode schema, Place at, int steps) {
        ObjectNode result = schema.deepCopy();
        // the copy's parts must be the document's own nodes, by which types are recognised
        schema.properties().forEach(member -> result.set(member.getKey(), member.getValue()));
        result.remove("allOf");
        result.remove("$ref");
        if (schema.path("$ref").isTextual()) {
            Place target = follow(target(schema.get("$ref").textValue(), at), steps + 1);
            merge(result, target.schema());
        }
        int number = 0;
        for (JsonNode part : schema.path("allOf")) {
            Place found = follow(new Place(part, null, at.pointer() + "/allOf/" + number++, false), steps + 1);
            merge(result, found.schema());
        }
        return result;
    }

    private static void merge(ObjectNode into, JsonNode part) {
        if (!(part instanceof ObjectNode)) {
            return;
        }
        for (var member : part.properties()) {
            String keyword = member.getKey();
            JsonNode there = into.get(keyword);
            if (there == null) {
                into.set(keyword, shallow(member.getValue()));
            } else if (keyword.equals("properties")) {
                ObjectNode both = (ObjectNode) shallow(there);
                member.getValue()
                        .properties()
                        .forEach(property -> both.putIfAbsent(property.getKey(), property.getValue()));
                into.set(keyword, both);
            } else if (keyword.equals("required")) {
                into.set(keyword, union(there, member.getValue()));
            } else if (!REMARKS.contains(keyword) && !there.equals(member.getValue())) {
                // two demands of one kind: the first stays, the other is told
                into.withArray("x-unsaid").add(keyword);
            }
        }
    }

    private static JsonNode shallow(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode copy = object.objectNode();
        object.properties().forEach(member -> copy.set(member.getKey(), member.getValue()));
        return copy;
    }

    private static ArrayNode union(JsonNode one, JsonNode other) {
        var names = new LinkedHashSet<String>();
        one.forEach(name -> names.add(name.asText()));
        other.forEach(name -> names.add(name.asText()));
        ArrayNode all = ((ArrayNode) one).arrayNode();
        names.forEach(all::add);
        return all;
    }
}
