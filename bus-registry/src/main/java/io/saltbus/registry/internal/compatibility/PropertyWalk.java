package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.registry.internal.compatibility.Comparison.Ways;
import io.saltbus.registry.internal.compatibility.Inclusion.Answer;
import java.util.LinkedHashSet;
import java.util.Set;

/** Names the differences of the properties of two schemas of objects. */
final class PropertyWalk {
    private final DifferenceWalk walk;
    private final JsonNode old;
    private final JsonNode young;
    private final String pointer;

    PropertyWalk(DifferenceWalk walk, JsonNode old, JsonNode young, String pointer) {
        this.walk = walk;
        this.old = old;
        this.young = young;
        this.pointer = pointer;
    }

    void walk(String keyword, Ways ways) {
        var names = new LinkedHashSet<String>();
        young.path(keyword).fieldNames().forEachRemaining(names::add);
        old.path(keyword).fieldNames().forEachRemaining(names::add);
        boolean named = keyword.equals("properties");
        for (String name : names) {
            JsonNode before = old.path(keyword).path(name);
            JsonNode after = young.path(keyword).path(name);
            String place = pointer + "/" + keyword + "/" + Pointers.escaped(name);
            if (!before.isMissingNode() && !after.isMissingNode()) {
                walk.walk(before, after, place, ways);
            } else if (before.isMissingNode()) {
                Kind kind = named ? Kind.PROPERTY_ADDED : Kind.PATTERN_PROPERTIES_CHANGED;
                walk.add(
                        place,
                        kind,
                        Wording.added(name, named),
                        added(keyword, name, ways),
                        addedForward(keyword, name, ways));
            } else {
                Kind kind = named ? Kind.PROPERTY_REMOVED : Kind.PATTERN_PROPERTIES_CHANGED;
                walk.add(
                        place,
                        kind,
                        Wording.removed(name, named),
                        removed(keyword, name, ways),
                        removedForward(keyword, name, ways));
            }
        }
    }

    private Answer added(String keyword, String name, Ways ways) {
        return ways.backward()
                ? Inclusion.of(
                        walk.search(),
                        walk.older().read(around(old)),
                        walk.newer().read(only(young, keyword, name, false)))
                : new Answer.Proven();
    }

    private Answer addedForward(String keyword, String name, Ways ways) {
        return ways.forward()
                ? Inclusion.of(
                        walk.search(),
                        walk.newer().read(only(young, keyword, name, true)),
                        walk.older().read(around(old)))
                : new Answer.Proven();
    }

    private Answer removed(String keyword, String name, Ways ways) {
        return ways.backward()
                ? Inclusion.of(
                        walk.search(),
                        walk.older().read(only(old, keyword, name, true)),
                        walk.newer().read(around(young)))
                : new Answer.Proven();
    }

    private Answer removedForward(String keyword, String name, Ways ways) {
        return ways.forward()
                ? Inclusion.of(
                        walk.search(),
                        walk.newer().read(around(young)),
                        walk.older().read(only(old, keyword, name, false)))
                : new Answer.Proven();
    }

    /** What a schema says of properties that it does not name. */
    private static JsonNode around(JsonNode schema) {
        ObjectNode around = JsonNodeFactory.instance.objectNode().put("type", "object");
        for (String keyword : Set.of("patternProperties", "additionalProperties")) {
            if (schema.has(keyword)) {
                around.set(keyword, schema.get(keyword));
            }
        }
        return around;
    }

    private static JsonNode only(JsonNode schema, String keyword, String name, boolean closed) {
        ObjectNode only = JsonNodeFactory.instance.objectNode().put("type", "object");
        only.set(
                keyword,
                JsonNodeFactory.instance
                        .objectNode()
                        .set(name, schema.path(keyword).get(name)));
        return closed ? only.put("additionalProperties", false) : only;
    }

    void required(Ways ways) {
        Set<JsonNode> before = new LinkedHashSet<>();
        DifferenceWalk.names(old, "required").forEach(before::add);
        Set<JsonNode> after = new LinkedHashSet<>();
        DifferenceWalk.names(young, "required").forEach(after::add);
        for (JsonNode name : after) {
            if (!before.contains(name)) {
                required(name.asText(), Kind.REQUIRED_ADDED, "is required now, and was not", false, ways);
            }
        }
        for (JsonNode name : before) {
            if (!after.contains(name)) {
                required(name.asText(), Kind.REQUIRED_REMOVED, "was required, and is not any more", true, ways);
            }
        }
    }

    private void required(String name, Kind kind, String what, boolean removed, Ways ways) {
        Forms forms = walk.search().forms();
        Form asked = forms.all(java.util.List.of(forms.types(JsonTypes.OBJECT), forms.keep(new Rule.Required(name))));
        Form free = forms.types(JsonTypes.OBJECT);
        walk.add(
                pointer + "/required",
                kind,
                "the property " + Wording.quoted(name) + " " + what,
                removed ? asked : free,
                removed ? free : asked,
                ways);
    }
}
