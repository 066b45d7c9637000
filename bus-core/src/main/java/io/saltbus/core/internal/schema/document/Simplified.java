package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.internal.schema.check.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rewrites one schema, its parts already canonical, where a shorter one means the same. */
final class Simplified {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    // beside these, "or null" cannot be said by adding a type
    private static final Set<String> ABOUT_NULL_TOO =
            Set.of("enum", "$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "not", "if", "then", "else");

    private Simplified() {}

    static ObjectNode form(ObjectNode schema) {
        dropIdle(schema);
        constToEnum(schema);
        soleForm(schema, "allOf");
        soleForm(schema, "anyOf");
        soleForm(schema, "oneOf");
        orNull(schema);
        dropTypeOfEnum(schema);
        return sortedMembers(schema);
    }

    private static void dropIdle(ObjectNode schema) {
        JsonNode others = schema.path("additionalProperties");
        if (others.isObject() && others.isEmpty()) {
            schema.remove("additionalProperties");
        }
        if (schema.path("default").isNull()) {
            schema.remove("default"); // an absent property is as good as null
        }
        for (String keyword : List.of("required", "properties")) {
            if (schema.has(keyword) && schema.get(keyword).isEmpty()) {
                schema.remove(keyword);
            }
        }
        if (!schema.path("uniqueItems").asBoolean(true)) {
            schema.remove("uniqueItems");
        }
    }

    private static void constToEnum(ObjectNode schema) {
        if (schema.has("const") && !schema.has("enum")) {
            schema.set("enum", CanonicalForm.sorted(JSON.arrayNode().add(schema.remove("const"))));
        }
    }

    private static void soleForm(ObjectNode schema, String keyword) {
        if (schema.path(keyword).size() == 1 && schema.get(keyword).get(0) instanceof ObjectNode form) {
            mergeWhereNew(schema, keyword, form);
        }
    }

    private static boolean mergeWhereNew(ObjectNode schema, String keyword, ObjectNode form) {
        boolean overlap = form.properties().stream().anyMatch(member -> schema.has(member.getKey()));
        if (!overlap) {
            schema.remove(keyword);
            schema.setAll(form);
        }
        return !overlap;
    }

    private static void orNull(ObjectNode schema) {
        for (String keyword : List.of("anyOf", "oneOf")) {
            JsonNode forms = schema.path(keyword);
            if (forms.size() != 2) {
                continue;
            }
            int other = isNull(forms.get(0)) ? 1 : 0;
            if (isNull(forms.get(1 - other)) && forms.get(other) instanceof ObjectNode form) {
                mergeOrNull(schema, keyword, form.deepCopy());
            }
        }
    }

    private static void mergeOrNull(ObjectNode schema, String keyword, ObjectNode form) {
        boolean onlyEnum = form.has("enum") && form.size() == 1;
        if (onlyEnum) {
            form.set("enum", with(form.get("enum"), JSON.nullNode()));
        } else if (form.has("type") && ABOUT_NULL_TOO.stream().noneMatch(form::has)) {
            form.set("type", with(form.get("type"), JSON.textNode("null")));
        } else {
            return;
        }
        mergeWhereNew(schema, keyword, form);
    }

    private static ArrayNode with(JsonNode array, JsonNode further) {
        return CanonicalForm.sorted(array.<ArrayNode>deepCopy().add(further));
    }

    private static boolean isNull(JsonNode form) {
        return form.size() == 1
                && form.path("type").size() == 1
                && form.get("type").get(0).asText().equals("null");
    }

    private static void dropTypeOfEnum(ObjectNode schema) {
        if (!schema.has("enum") || !schema.has("type")) {
            return;
        }
        for (JsonNode value : schema.get("enum")) {
            if (!Types.matches(schema.get("type"), value)) {
                return;
            }
        }
        schema.remove("type");
    }

    private static ObjectNode sortedMembers(ObjectNode schema) {
        var members = new ArrayList<Map.Entry<String, JsonNode>>(schema.properties());
        members.sort(Map.Entry.comparingByKey());
        ObjectNode sorted = JSON.objectNode();
        members.forEach(member -> sorted.set(member.getKey(), member.getValue()));
        return sorted;
    }
}
