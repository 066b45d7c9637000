package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.registry.compatibility.Difference;
import io.saltbus.registry.internal.compatibility.Comparison.Ways;
import io.saltbus.registry.internal.compatibility.Inclusion.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Walks through two schemas side by side and names where they differ. Whether a difference breaks anything is asked of the same search
 * that gives the verdict, about the keyword alone; and nothing breaks within schemas of which the search has proven that nothing does.
 */
final class DifferenceWalk {
    private static final Set<String> NOT_TOLD = Set.of(
            "$defs",
            "definitions",
            "$schema",
            "$id",
            "id",
            "$anchor",
            "$dynamicAnchor",
            "$recursiveAnchor",
            "$vocabulary");
    private static final List<List<String>> TOGETHER = List.of(
            List.of("minimum", "exclusiveMinimum"),
            List.of("maximum", "exclusiveMaximum"),
            List.of("contains", "minContains", "maxContains"),
            List.of("if", "then", "else"),
            List.of("items", "prefixItems", "additionalItems"));
    private static final Set<String> WITHIN =
            Set.of("items", "additionalProperties", "propertyNames", "contains", "additionalItems");
    private static final Set<String> LISTS = Set.of("allOf", "anyOf", "oneOf", "prefixItems", "items");

    private final Search search;
    private final SchemaReader older;
    private final SchemaReader newer;
    private final Pointers pointers;
    private final List<Difference> differences = new ArrayList<>();
    private final Set<List<Integer>> seen = new HashSet<>();
    private boolean cut; // whether what it came to again has been told elsewhere

    DifferenceWalk(Search search, SchemaReader older, SchemaReader newer, JsonNode newerDocument) {
        this.search = search;
        this.older = older;
        this.newer = newer;
        this.pointers = new Pointers(newerDocument);
    }

    List<Difference> differences() {
        return differences;
    }

    /** Names the differences of two schemas, of which the newer one is at the pointer. */
    void walk(JsonNode old, JsonNode young, String pointer, Ways outer) {
        if (!seen.add(List.of(System.identityHashCode(old), System.identityHashCode(young), outer.hashCode()))) {
            cut = true;
            return;
        }
        Form left = older.read(old);
        Form right = newer.read(young);
        Answer backward = outer.backward() ? Inclusion.of(search, left, right) : new Answer.Proven();
        Answer forward = outer.forward() ? Inclusion.of(search, right, left) : new Answer.Proven();
        var ways = new Ways(!(backward instanceof Answer.Proven), !(forward instanceof Answer.Proven));
        int before = differences.size();
        if (!old.isObject() || !young.isObject()) {
            if (!old.equals(young)) {
                add(pointer, Kind.VALUES_CHANGED, Wording.changed("the schema", old, young), backward, forward);
            }
            return;
        }
        boolean outerCut = cut;
        cut = false;
        members(old, young, pointer, ways);
        if (!cut || pointer.isEmpty()) {
            explain(before, pointer, backward, forward);
        }
        cut |= outerCut;
    }

    /** Where no single keyword is the reason, the schema as a whole is. */
    private void explain(int before, String pointer, Answer backward, Answer forward) {
        boolean newerTold = false;
        boolean olderTold = false;
        for (Difference one : differences.subList(before, differences.size())) {
            newerTold |= one.breaks() == Difference.Breaks.NEWER_READERS || one.breaks() == Difference.Breaks.BOTH;
            olderTold |= one.breaks() == Difference.Breaks.OLDER_READERS || one.breaks() == Difference.Breaks.BOTH;
        }
        Answer one = newerTold ? new Answer.Proven() : backward;
        Answer other = olderTold ? new Answer.Proven() : forward;
        if (one instanceof Answer.Refuted || other instanceof Answer.Refuted) {
            add(pointer, Kind.VALUES_CHANGED, "the keywords together allow other values than before", one, other);
        }
    }

    private void members(JsonNode old, JsonNode young, String pointer, Ways ways) {
        if (old.has("$ref") || young.has("$ref")) {
            references(old, young, pointer, ways);
        }
        var keywords = new TreeSet<String>();
        old.fieldNames().forEachRemaining(keywords::add);
        young.fieldNames().forEachRemaining(keywords::add);
        for (String keyword : keywords) {
            JsonNode before = old.path(keyword);
            JsonNode after = young.path(keyword);
            if (keyword.equals("properties") || keyword.equals("patternProperties")) {
                new PropertyWalk(this, old, young, pointer).walk(keyword, ways);
            } else if (keyword.equals("required")) {
                new PropertyWalk(this, old, young, pointer).required(ways);
            } else if (!keyword.equals("$ref") && !NOT_TOLD.contains(keyword)) {
                keyword(keyword, old, young, before, after, pointer, ways);
            }
        }
    }

    private void keyword(
            String keyword, JsonNode old, JsonNode young, JsonNode before, JsonNode after, String pointer, Ways ways) {
        String place = pointer + "/" + Pointers.escaped(keyword);
        if (WITHIN.contains(keyword) && before.isObject() && after.isObject()) {
            walk(before, after, place, ways);
        } else if (LISTS.contains(keyword) && isWalkable(before, after)) {
            for (int index = 0; index < before.size(); index++) {
                walk(before.get(index), after.get(index), place + "/" + index, ways);
            }
        } else if (!same(keyword, before, after)) {
            Form left = older.read(only(keyword, old));
            Form right = newer.read(only(keyword, young));
            add(place, Kind.of(keyword), Wording.changed(keyword, before, after), left, right, ways);
        } else if (hasReference(before)) {
            behind(keyword, old, young, place, ways);
        }
    }

    /** What is spelled alike may lead to what differs. */
    private void behind(String keyword, JsonNode old, JsonNode young, String place, Ways ways) {
        Form left = older.read(only(keyword, old));
        Form right = newer.read(only(keyword, young));
        Answer backward = ways.backward() ? Inclusion.of(search, left, right) : new Answer.Proven();
        Answer forward = ways.forward() ? Inclusion.of(search, right, left) : new Answer.Proven();
        if (backward instanceof Answer.Refuted || forward instanceof Answer.Refuted) {
            add(place, Kind.of(keyword), "what " + keyword + " refers to was changed", backward, forward);
        }
    }

    private static boolean isWalkable(JsonNode before, JsonNode after) {
        return before.isArray()
                && before.size() == after.size()
                && (!sameSet(before, after) || (before.equals(after) && hasReference(before)));
    }

    private void references(JsonNode old, JsonNode young, String pointer, Ways ways) {
        JsonNode before = followed(older, old);
        JsonNode after = followed(newer, young);
        if (before != null || after != null) {
            walk(
                    before == null ? old : before,
                    after == null ? young : after,
                    after == null ? pointer : pointers.of(after),
                    ways);
        } else {
            String place = pointer + "/$ref";
            if (!old.path("$ref").equals(young.path("$ref"))) {
                add(
                        place,
                        Kind.REFERENCE_CHANGED,
                        Wording.changed("$ref", old.path("$ref"), young.path("$ref")),
                        older.read(old),
                        newer.read(young),
                        ways);
            }
        }
    }

    private static @Nullable JsonNode followed(SchemaReader reader, JsonNode schema) {
        JsonNode reference = schema.path("$ref");
        return reference.isTextual() ? reader.target(schema, reference.textValue()) : null;
    }

    /** The keyword alone, with those without which it means nothing. */
    private static JsonNode only(String keyword, JsonNode schema) {
        ObjectNode alone = JsonNodeFactory.instance.objectNode();
        List<String> keywords = TOGETHER.stream()
                .filter(group -> group.contains(keyword))
                .findFirst()
                .orElse(List.of(keyword));
        for (String one : keywords) {
            if (schema.has(one)) {
                alone.set(one, schema.get(one));
            }
        }
        if (schema.has("type")) {
            alone.set("type", schema.get("type")); // or an example would be of a type that is refused anyway
        }
        return alone;
    }

    private static boolean same(String keyword, JsonNode before, JsonNode after) {
        if (before.equals(after)) {
            return true;
        }
        boolean set = keyword.equals("enum") || keyword.equals("type") || LISTS.contains(keyword);
        return set ? sameSet(before, after) : JsonTypes.plain(before).equals(JsonTypes.plain(after));
    }

    private static boolean sameSet(JsonNode before, JsonNode after) {
        return before.isArray() && after.isArray() && plain(before).equals(plain(after));
    }

    private static Set<JsonNode> plain(JsonNode values) {
        var plain = new HashSet<JsonNode>();
        values.forEach(value -> plain.add(JsonTypes.plain(value)));
        return plain;
    }

    private static boolean hasReference(JsonNode node) {
        return node.isContainerNode() && !node.findValues("$ref").isEmpty();
    }

    /** Adds a difference, of which the search says whether it breaks what may break. */
    void add(String pointer, Kind kind, String what, Form left, Form right, Ways ways) {
        Answer backward = ways.backward() ? Inclusion.of(search, left, right) : new Answer.Proven();
        Answer forward = ways.forward() ? Inclusion.of(search, right, left) : new Answer.Proven();
        add(pointer, kind, what, backward, forward);
    }

    void add(String pointer, Kind kind, String what, Answer backward, Answer forward) {
        differences.add(Wording.difference(pointer, kind, what, backward, forward));
    }

    Search search() {
        return search;
    }

    SchemaReader older() {
        return older;
    }

    SchemaReader newer() {
        return newer;
    }

    static ArrayNode names(JsonNode schema, String keyword) {
        return schema.path(keyword).isArray() ? (ArrayNode) schema.path(keyword) : JsonNodeFactory.instance.arrayNode();
    }
}
