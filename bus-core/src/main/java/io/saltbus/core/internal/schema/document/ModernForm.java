package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.schema.SchemaDraft;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a document of any draft as one of 2020-12 whose references are all JSON pointers, so that all else has to know one draft and one
 * kind of reference. What cannot be said so stays a {@code $dynamicRef}: those that depend on where one comes from in documents of
 * several resources, and those to the schemas of schemas.
 */
final class ModernForm {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final SchemaDraft draft;
    private final Resources resources;
    private final ObjectNode root = JSON.objectNode();
    private final IdentityHashMap<JsonNode, String> written = new IdentityHashMap<>();
    private final Set<JsonNode> ours = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Pending> pending = new ArrayList<>();

    private record Pending(ObjectNode schema, JsonNode target) {}

    private ModernForm(JsonNode document, SchemaDraft draft) {
        this.draft = draft;
        this.resources = new Resources(document, draft);
    }

    /** The document in 2020-12: itself where it says all in that way. */
    static JsonNode of(JsonNode document, SchemaDraft draft) {
        if (document.isBoolean() || (draft == SchemaDraft.DRAFT_2020_12 && isPlain(document))) {
            return document;
        }
        return new ModernForm(document, draft).write(document);
    }

    private static boolean isPlain(JsonNode schema) {
        String reference = schema.path("$ref").asText("#");
        boolean plain = (reference.equals("#") || reference.startsWith("#/"))
                && !schema.has("$id")
                && !schema.has("$anchor")
                && !schema.has("$dynamicRef")
                && !schema.has("$dynamicAnchor");
        return plain && Subschema.of(schema).stream().allMatch(inner -> isPlain(inner.schema()));
    }

    private JsonNode write(JsonNode document) {
        fill(root, document, "");
        for (int next = 0; next < pending.size(); next++) {
            Pending reference = pending.get(next);
            String place = written.get(reference.target);
            if (place == null) {
                place = adopt(reference.target); // a place that no keyword makes a schema
            }
            reference.schema.put("$ref", "#" + Resources.encoded(place));
        }
        return root;
    }

    private String adopt(JsonNode target) {
        ObjectNode definitions = root.withObjectProperty("$defs");
        String name = "place " + written.size();
        definitions.set(name, written(target, "/$defs/" + name));
        return "/$defs/" + name;
    }

    private JsonNode written(JsonNode schema, String place) {
        if (!schema.isObject()) {
            written.put(schema, place); // true and false are shared instances; any place of one will do
            return schema;
        }
        ObjectNode copy = JSON.objectNode();
        fill(copy, schema, place);
        return copy;
    }

    private void fill(ObjectNode copy, JsonNode schema, String place) {
        written.put(schema, place);
        boolean alone = schema.has("$ref") && OldDrafts.referenceIsAlone(draft);
        for (Map.Entry<String, JsonNode> member : schema.properties()) {
            String keyword = member.getKey();
            boolean heard =
                    !alone || keyword.equals("definitions") || keyword.equals("$defs") || isHeardBeside(keyword);
            if (heard && !OldDrafts.ignores(draft, keyword)) {
                copy.set(keyword, member.getValue());
            }
        }
        writeNames(copy, schema, place.isEmpty());
        if (draft == SchemaDraft.DRAFT_04) {
            OldDrafts.writeBounds(copy);
        }
        if (draft != SchemaDraft.DRAFT_2020_12) {
            writeTuple(copy);
            writeDependencies(copy);
        }
        writeInner(copy, schema, place);
        writeReference(copy, schema);
    }

    private static boolean isHeardBeside(String keyword) {
        return keyword.equals("$ref")
                || keyword.equals("title")
                || keyword.equals("description")
                || keyword.equals("default");
    }

    private void writeNames(ObjectNode copy, JsonNode schema, boolean isRoot) {
        copy.remove(List.of("$schema", "$anchor", "$recursiveAnchor", "$vocabulary", OldDrafts.idKeyword(draft)));
        if (!resources.isDynamic()) {
            copy.remove("$dynamicAnchor");
        }
        if (isRoot && schema.path(OldDrafts.idKeyword(draft)).isTextual()) {
            copy.set("$id", schema.get(OldDrafts.idKeyword(draft)));
        }
    }

    private void writeTuple(ObjectNode copy) {
        JsonNode others = copy.remove("additionalItems");
        if (copy.path("items").isArray()) {
            copy.set("prefixItems", copy.remove("items"));
            if (copy.get("prefixItems").isEmpty()) {
                copy.remove("prefixItems");
            }
            if (others != null) {
                copy.set("items", others);
            }
        }
    }

    private void writeDependencies(ObjectNode copy) {
        if (!draft.upTo(SchemaDraft.DRAFT_07) || !copy.has("dependencies")) {
            return;
        }
        for (Map.Entry<String, JsonNode> dependency :
                copy.remove("dependencies").properties()) {
            boolean names = dependency.getValue().isArray();
            copy.withObjectProperty(names ? "dependentRequired" : "dependentSchemas")
                    .set(dependency.getKey(), dependency.getValue());
        }
    }

    private void writeInner(ObjectNode copy, JsonNode schema, String place) {
        for (Subschema inner : Subschema.of(schema, draft)) {
            String at = OldDrafts.placeOf(draft, schema, inner);
            int end = at.indexOf('/', 1);
            String keyword = end < 0 ? at.substring(1) : at.substring(1, end);
            boolean ofNoTuple = inner.place().equals("/additionalItems")
                    && !schema.path("items").isArray();
            if (!copy.has(keyword) || ofNoTuple) {
                continue; // it has no meaning, beside a $ref or beside such items
            }
            JsonNode inside = written(inner.schema(), place + at);
            if (end < 0) {
                copy.set(keyword, inside);
            } else {
                copy.set(keyword, with(copy.get(keyword), at.substring(end + 1), inside));
            }
        }
    }

    private JsonNode with(JsonNode holder, String name, JsonNode inside) {
        // the first change of a container makes it ours
        JsonNode own = ours.contains(holder) ? holder : shallow(holder);
        ours.add(own);
        if (own instanceof ObjectNode object) {
            object.set(name.replace("~1", "/").replace("~0", "~"), inside);
        } else if (own instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), inside);
        }
        return own;
    }

    private static JsonNode shallow(JsonNode holder) {
        return holder.isObject()
                ? JSON.objectNode().setAll((ObjectNode) holder)
                : JSON.arrayNode().addAll((ArrayNode) holder);
    }

    private void writeReference(ObjectNode copy, JsonNode schema) {
        String recursive = copy.remove("$recursiveRef") == null ? null : "#";
        JsonNode dynamic = copy.remove("$dynamicRef");
        if (copy.has("$ref")) {
            point(copy, schema, schema.path("$ref").asText());
        }
        String further = recursive != null ? recursive : dynamic == null ? null : dynamic.asText();
        if (further == null) {
            return;
        }
        if (resources.isDynamic()) {
            copy.put("$dynamicRef", further);
        } else if (!copy.has("$ref")) {
            copy.put("$ref", "#");
            point(copy, schema, further);
        } else {
            ObjectNode beside = JSON.objectNode().put("$ref", "#");
            point(beside, schema, further);
            copy.set(
                    "allOf",
                    JSON.arrayNode().addAll(copy.withArray("allOf").deepCopy()).add(beside));
        }
    }

    private void point(ObjectNode copy, JsonNode schema, String reference) {
        JsonNode target = resources.target(schema, reference);
        if (target == null) {
            copy.remove("$ref");
            copy.put("$dynamicRef", reference); // a schema of schemas, which the library has
        } else {
            pending.add(new Pending(copy, target));
        }
    }
}
