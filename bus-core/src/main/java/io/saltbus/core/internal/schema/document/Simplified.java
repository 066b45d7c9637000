package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.internal.schema.check.TextFormat;
import io.saltbus.core.internal.schema.check.Types;
import io.saltbus.core.internal.schema.library.LibraryCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rewrites what a schema asks of one value, its parts already canonical, where a shorter one means the same. */
final class Simplified {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Simplified() {}

    static ObjectNode form(ObjectNode schema) {
        constToEnum(schema);
        formats(schema);
        NumberBounds.simplify(schema);
        tuple(schema);
        dropIdle(schema);
        soleForms(schema);
        Choice.simplify(schema);
        soleForms(schema);
        NumberBounds.simplify(schema);
        DecimalText.simplify(schema);
        dropTypeOfEnum(schema);
        return sortedMembers(schema);
    }

    private static void constToEnum(ObjectNode schema) {
        if (schema.has("const") && !schema.has("enum")) {
            schema.set("enum", LevelForm.sorted(JSON.arrayNode().add(schema.remove("const"))));
        }
    }

    /** A format that nobody asserts is a remark. */
    private static void formats(ObjectNode schema) {
        if (!schema.has("format")) {
            return;
        }
        String format = schema.path("format").asText();
        TextFormat known = TextFormat.of(format).orElse(null);
        if (known != null) {
            schema.put("format", known.keyword());
        } else if (!LibraryCheck.knowsFormat(format)) {
            schema.remove("format");
        }
        if (known == TextFormat.URI && isNumber(schema, "minLength", 1)) {
            schema.remove("minLength"); // no address is shorter
        }
    }

    private static void tuple(ObjectNode schema) {
        JsonNode rest = schema.path("items");
        if (rest.isBoolean() && !rest.booleanValue()) {
            int most = schema.path("prefixItems").size();
            int before = schema.path("maxItems").asInt(Integer.MAX_VALUE);
            schema.remove("items");
            schema.set("maxItems", LevelForm.plain(JSON.numberNode(Math.min(most, before))));
        }
    }

    private static void dropIdle(ObjectNode schema) {
        for (String keyword : List.of(
                "additionalProperties", "items", "propertyNames", "unevaluatedItems", "unevaluatedProperties")) {
            if (schema.path(keyword).isObject() && schema.path(keyword).isEmpty()) {
                schema.remove(keyword);
            }
        }
        for (String keyword :
                List.of("required", "properties", "patternProperties", "dependentRequired", "prefixItems")) {
            if (schema.has(keyword) && schema.get(keyword).isEmpty()) {
                schema.remove(keyword);
            }
        }
        for (String keyword : List.of("minItems", "minLength", "minProperties")) {
            if (isNumber(schema, keyword, 0)) {
                schema.remove(keyword);
            }
        }
        JsonNode given = schema.path("default");
        if (given.isNull() || (given.isContainerNode() && given.isEmpty())) {
            schema.remove("default"); // an absent property is as good as null, an absent list as good as an empty one
        }
        if (!schema.path("uniqueItems").asBoolean(true)) {
            schema.remove("uniqueItems");
        }
    }

    private static boolean isNumber(ObjectNode schema, String keyword, int value) {
        return schema.path(keyword).isNumber()
                && schema.path(keyword).decimalValue().signum() == Integer.signum(value)
                && schema.path(keyword).asInt() == value;
    }

    private static void soleForms(ObjectNode schema) {
        mergeAll(schema);
        for (String keyword : List.of("anyOf", "oneOf")) {
            if (schema.path(keyword).size() == 1 && schema.get(keyword).get(0) instanceof ObjectNode form) {
                JsonNode forms = schema.remove(keyword);
                if (!Merge.into(schema, form)) {
                    schema.set(keyword, forms);
                }
            }
        }
    }

    private static void mergeAll(ObjectNode schema) {
        if (!schema.has("allOf")) {
            return;
        }
        JsonNode forms = LevelForm.sorted(schema.remove("allOf"));
        ArrayNode left = JSON.arrayNode();
        for (JsonNode form : forms) {
            if (!(form instanceof ObjectNode object) || !Merge.into(schema, object)) {
                left.add(form);
            }
        }
        if (!left.isEmpty()) {
            ArrayNode all = schema.has("allOf") ? schema.withArray("allOf").deepCopy() : JSON.arrayNode();
            schema.set("allOf", LevelForm.sorted(all.addAll(left)));
        }
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
