package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Writes what a schema asks of one value, in the one way that has; what it asks of the value's parts is written by somebody else. */
final class LevelForm {
    /** Where schemas wait to be referred to. */
    static final Set<String> DEFINITIONS = Set.of("$defs", "definitions");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> NAMED_PARTS = Set.of("properties", "patternProperties");
    private static final Set<String> PARTS = Set.of(
            "items", "additionalProperties", "contains", "propertyNames", "unevaluatedItems", "unevaluatedProperties");
    private static final Set<String> SAME_VALUE = Set.of("not", "if", "then", "else");
    private static final Set<String> CHOICES = Set.of("allOf", "anyOf", "oneOf");
    private static final Set<String> SETS = Set.of("required", "enum", "type");
    private static final Set<String> PLAIN = Set.of(
            "const",
            "default",
            "format",
            "pattern",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minContains",
            "maxContains",
            "minProperties",
            "maxProperties",
            "dependentRequired",
            "$dynamicRef",
            "$dynamicAnchor",
            "$ref");

    private final SchemaDocument document;

    LevelForm(SchemaDocument document) {
        this.document = document;
    }

    /** Whether a keyword asks for anything, or is a remark. */
    static boolean counts(String keyword) {
        return PLAIN.contains(keyword)
                || SETS.contains(keyword)
                || CHOICES.contains(keyword)
                || PARTS.contains(keyword)
                || SAME_VALUE.contains(keyword)
                || NAMED_PARTS.contains(keyword)
                || keyword.equals("prefixItems")
                || keyword.equals("dependentSchemas");
    }

    JsonNode write(JsonNode schema, UnaryOperator<JsonNode> part) {
        if (schema.isBoolean()) {
            return schema.booleanValue() ? JSON.objectNode() : schema;
        }
        ObjectNode written = JSON.objectNode();
        for (Map.Entry<String, JsonNode> member : schema.properties()) {
            String keyword = member.getKey();
            if (counts(keyword) && !keyword.equals("$ref")) {
                written.set(keyword, writeMember(keyword, member.getValue(), part));
            }
        }
        if (schema.has("$ref")) {
            JsonNode target = write(document.target(schema.get("$ref").asText()), part);
            if (!(target instanceof ObjectNode inner) || !Merge.into(written, inner)) {
                written.withArray("allOf").add(target);
            }
        }
        Discriminator.of(schema).ifPresent(property -> Discriminator.require(property, written));
        return Simplified.form(written);
    }

    private JsonNode writeMember(String keyword, JsonNode held, UnaryOperator<JsonNode> part) {
        if (NAMED_PARTS.contains(keyword) || keyword.equals("dependentSchemas")) {
            UnaryOperator<JsonNode> inner = NAMED_PARTS.contains(keyword) ? part : schema -> write(schema, part);
            var named = new TreeMap<String, JsonNode>();
            held.properties().forEach(entry -> named.put(entry.getKey(), inner.apply(entry.getValue())));
            return JSON.objectNode().setAll(named);
        }
        if (CHOICES.contains(keyword)) {
            ArrayNode forms = JSON.arrayNode();
            held.forEach(form -> forms.add(write(form, part)));
            return forms;
        }
        if (keyword.equals("prefixItems")) {
            ArrayNode items = JSON.arrayNode();
            held.forEach(item -> items.add(part.apply(item)));
            return items;
        }
        if (PARTS.contains(keyword)) {
            return part.apply(held);
        }
        if (SAME_VALUE.contains(keyword)) {
            return write(held, part);
        }
        if (SETS.contains(keyword)) {
            return sorted(held.isArray() ? held : JSON.arrayNode().add(held));
        }
        return keyword.equals("dependentRequired") ? sortedEach(held) : plain(held);
    }

    private static JsonNode sortedEach(JsonNode lists) {
        var named = new TreeMap<String, JsonNode>();
        lists.properties().forEach(entry -> named.put(entry.getKey(), sorted(entry.getValue())));
        return JSON.objectNode().setAll(named);
    }

    /** A value loses what does not belong to it: 1.0 is 1, and the members of an object have no order. */
    static JsonNode plain(JsonNode value) {
        if (value.isNumber()) {
            return DecimalNode.valueOf(
                    value.decimalValue().signum() == 0
                            ? BigDecimal.ZERO
                            : value.decimalValue().stripTrailingZeros());
        }
        if (value.isArray()) {
            ArrayNode items = JSON.arrayNode();
            value.forEach(item -> items.add(plain(item)));
            return items;
        }
        if (value.isObject()) {
            var members = new TreeMap<String, JsonNode>();
            value.properties().forEach(member -> members.put(member.getKey(), plain(member.getValue())));
            return JSON.objectNode().setAll(members);
        }
        return value;
    }

    /** A set: in order, each once. */
    static ArrayNode sorted(JsonNode array) {
        if (array.size() == 1) {
            return JSON.arrayNode().add(plain(array.get(0)));
        }
        var order = new TreeMap<String, JsonNode>();
        for (JsonNode value : array) {
            JsonNode plain = plain(value);
            order.putIfAbsent(plain.toString(), plain);
        }
        return JSON.arrayNode().addAll(order.values());
    }
}
