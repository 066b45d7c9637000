package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The several ways to say "one of these". */
final class Choice {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> EVERY_TYPE = Set.of("null", "boolean", "number", "string", "array", "object");
    private static final Map<String, Set<String>> ABOUT = Map.of(
            "number", Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
            "string", Set.of("minLength", "maxLength", "pattern", "format"),
            "array",
                    Set.of(
                            "items",
                            "prefixItems",
                            "contains",
                            "minContains",
                            "maxContains",
                            "minItems",
                            "maxItems",
                            "uniqueItems"),
            "object",
                    Set.of(
                            "properties",
                            "patternProperties",
                            "additionalProperties",
                            "required",
                            "propertyNames",
                            "minProperties",
                            "maxProperties",
                            "dependentRequired",
                            "dependentSchemas"));

    private Choice() {}

    static void simplify(ObjectNode schema) {
        if (schema.path("oneOf").isArray()) {
            simplifyOneOf(schema);
        }
        if (schema.path("anyOf").isArray()) {
            simplifyAnyOf(schema);
        }
    }

    private static void simplifyOneOf(ObjectNode schema) {
        List<JsonNode> forms = list(schema.get("oneOf"));
        forms.removeIf(Choice::isNothing);
        if (!schema.has("anyOf") && areDisjoint(forms)) {
            schema.remove("oneOf");
            schema.set("anyOf", JSON.arrayNode().addAll(forms));
            return;
        }
        forms.sort(Comparator.comparing(JsonNode::toString)); // a form that stands twice excludes itself
        schema.set("oneOf", JSON.arrayNode().addAll(forms));
    }

    private static void simplifyAnyOf(ObjectNode schema) {
        List<JsonNode> forms = flattened(schema.get("anyOf"));
        forms.removeIf(Choice::isNothing);
        if (forms.stream().anyMatch(form -> form.isObject() && form.isEmpty())) {
            schema.remove("anyOf");
            return;
        }
        nullIntoEnum(forms);
        joinDisjoint(forms);
        schema.set("anyOf", LevelForm.sorted(JSON.arrayNode().addAll(forms)));
    }

    private static boolean isNothing(JsonNode form) {
        return form.isBoolean() && !form.booleanValue();
    }

    private static List<JsonNode> list(JsonNode array) {
        var list = new ArrayList<JsonNode>();
        array.forEach(list::add);
        return list;
    }

    private static List<JsonNode> flattened(JsonNode anyOf) {
        var forms = new ArrayList<JsonNode>();
        for (JsonNode form : anyOf) {
            if (form.size() == 1 && form.has("anyOf")) {
                forms.addAll(flattened(form.get("anyOf")));
            } else {
                forms.add(form);
            }
        }
        return forms;
    }

    private static void nullIntoEnum(List<JsonNode> forms) {
        if (forms.stream().noneMatch(Choice::isNull)) {
            return;
        }
        for (int index = 0; index < forms.size(); index++) {
            JsonNode form = forms.get(index);
            if (form.size() == 1 && form.path("enum").isArray()) {
                ArrayNode values = form.get("enum").deepCopy();
                forms.set(index, JSON.objectNode().set("enum", LevelForm.sorted(values.addNull())));
                forms.removeIf(Choice::isNull);
                return;
            }
        }
    }

    private static boolean isNull(JsonNode form) {
        JsonNode type = form.path("type");
        return form.size() == 1 && type.size() == 1 && type.get(0).asText().equals("null");
    }

    /** Forms for types that no other form has, which can stand side by side in one schema. */
    private static void joinDisjoint(List<JsonNode> forms) {
        ObjectNode joined = JSON.objectNode();
        var alone = new ArrayList<JsonNode>();
        var rest = new ArrayList<JsonNode>();
        for (int index = 0; index < forms.size(); index++) {
            boolean own = isAboutItsTypes(forms.get(index)) && hasOwnTypes(forms, index);
            (own ? alone : rest).add(forms.get(index));
        }
        if (alone.size() < 2) {
            return;
        }
        ArrayNode types = JSON.arrayNode();
        for (JsonNode form : alone) {
            form.get("type").forEach(types::add);
            joined.setAll((ObjectNode) form);
        }
        joined.set("type", LevelForm.sorted(types));
        forms.clear();
        forms.addAll(rest);
        var members = new TreeMap<String, JsonNode>();
        joined.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        forms.add(JSON.objectNode().setAll(members));
    }

    private static boolean hasOwnTypes(List<JsonNode> forms, int index) {
        for (int other = 0; other < forms.size(); other++) {
            if (other != index && !Collections.disjoint(types(forms.get(other)), types(forms.get(index)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAboutItsTypes(JsonNode form) {
        if (!form.has("type")) {
            return false;
        }
        var allowed = new HashSet<String>();
        types(form).forEach(type -> allowed.addAll(ABOUT.getOrDefault(type, Set.of())));
        return form.properties().stream()
                .allMatch(member -> member.getKey().equals("type") || allowed.contains(member.getKey()));
    }

    /** The types that a form can have, whole numbers being numbers. */
    private static Set<String> types(JsonNode form) {
        var types = new HashSet<String>();
        form.path("type").forEach(type -> types.add(type.asText().equals("integer") ? "number" : type.asText()));
        if (types.isEmpty()) {
            for (JsonNode value : form.path("enum")) {
                types.add(value.getNodeType().name().toLowerCase(Locale.ROOT));
            }
        }
        return types.isEmpty() ? EVERY_TYPE : types;
    }

    private static boolean areDisjoint(List<JsonNode> forms) {
        for (int one = 0; one < forms.size(); one++) {
            for (int other = one + 1; other < forms.size(); other++) {
                if (!areDisjoint(forms.get(one), forms.get(other))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean areDisjoint(JsonNode one, JsonNode other) {
        if (Collections.disjoint(types(one), types(other))) {
            return true;
        }
        if (one.size() == 1 && other.size() == 1 && one.has("enum") && other.has("enum")) {
            return haveNoCommon(one.get("enum"), other.get("enum"));
        }
        boolean objects = types(one).equals(Set.of("object")) && types(other).equals(Set.of("object"));
        return objects
                && one.path("properties").properties().stream().anyMatch(property -> {
                    JsonNode here = property.getValue().path("enum");
                    JsonNode there =
                            other.path("properties").path(property.getKey()).path("enum");
                    return requires(one, property.getKey())
                            && requires(other, property.getKey())
                            && here.isArray()
                            && there.isArray()
                            && haveNoCommon(here, there);
                });
    }

    private static boolean haveNoCommon(JsonNode one, JsonNode other) {
        return Collections.disjoint(list(one), list(other));
    }

    private static boolean requires(JsonNode form, String property) {
        for (JsonNode name : form.path("required")) {
            if (name.asText().equals(property)) {
                return true;
            }
        }
        return false;
    }
}
