package io.saltbus.registry.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Schemas over few names and small values, so that any two of them have much in common; and changes as people make them. */
final class RandomSchemas {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> PATTERNS =
            List.of("^a", "b$", "^[ab]+$", "^a?b$", "^.{2}$", "a", "^(a|bb)*$", "^[^a]*$");
    static final List<String> TEXTS = List.of("", "a", "b", "ab", "ba", "bb", "aab", "abab", "c", "2026-11-21");

    private final Random random;

    RandomSchemas(Random random) {
        this.random = random;
    }

    ObjectNode schema(int depth) {
        ObjectNode schema = JSON.objectNode();
        switch (random.nextInt(depth > 0 ? 10 : 5)) {
            case 0 -> number(schema);
            case 1 -> text(schema);
            case 2 -> schema.set("enum", values());
            case 3 -> schema.set("type", types());
            case 4 -> number(schema.put("type", random.nextBoolean() ? "integer" : "number"));
            case 5, 6, 7 -> object(schema, depth);
            case 8 -> array(schema, depth);
            default -> combination(schema, depth);
        }
        return schema;
    }

    private ArrayNode types() {
        ArrayNode types = JSON.arrayNode();
        for (String type : List.of("null", "boolean", "integer", "number", "string", "array", "object")) {
            if (random.nextInt(3) == 0) {
                types.add(type);
            }
        }
        return types.isEmpty() ? types.add("string") : types;
    }

    private ArrayNode values() {
        ArrayNode values = JSON.arrayNode();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            JsonNode value = scalar();
            if (values.valueStream().noneMatch(value::equals)) {
                values.add(value);
            }
        }
        return values;
    }

    JsonNode scalar() {
        return switch (random.nextInt(5)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(random.nextInt(8) - 2);
            case 3 -> JSON.numberNode(new BigDecimal(random.nextInt(17) - 4).divide(BigDecimal.valueOf(2)));
            default -> JSON.textNode(TEXTS.get(random.nextInt(TEXTS.size())));
        };
    }

    private void number(ObjectNode schema) {
        for (String keyword : List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")) {
            if (random.nextInt(3) == 0) {
                schema.put(keyword, random.nextInt(8) - 2);
            }
        }
        if (random.nextInt(4) == 0) {
            schema.put("multipleOf", 1 + random.nextInt(4));
        }
    }

    private void text(ObjectNode schema) {
        if (random.nextInt(3) > 0) {
            schema.put("type", "string");
        }
        if (random.nextInt(3) == 0) {
            schema.put("minLength", random.nextInt(3));
        }
        if (random.nextInt(3) == 0) {
            schema.put("maxLength", 1 + random.nextInt(3));
        }
        if (random.nextInt(3) == 0) {
            schema.put("pattern", PATTERNS.get(random.nextInt(PATTERNS.size())));
        }
        if (random.nextInt(8) == 0) {
            schema.put("format", "date");
        }
    }

    /** Names tell the depth, so that a name that is declared anywhere is declared at its depth. */
    private void object(ObjectNode schema, int depth) {
        if (random.nextInt(6) > 0) {
            schema.put("type", "object");
        }
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        for (String letter : List.of("a", "b", "c")) {
            if (random.nextBoolean()) {
                properties.set(letter + depth, schema(depth - 1));
                if (random.nextInt(3) == 0) {
                    required.add(letter + depth);
                }
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        switch (random.nextInt(8)) {
            case 0, 1 -> schema.put("additionalProperties", false);
            case 2 -> schema.put("additionalProperties", true);
            case 3 -> schema.set("additionalProperties", schema(0));
            case 4 -> schema.putObject("patternProperties").set("^[ax]", schema(0));
            default -> schema.remove("additionalProperties");
        }
        switch (random.nextInt(8)) {
            case 0 -> schema.put("minProperties", 1 + random.nextInt(2));
            case 1 -> schema.put("maxProperties", 1 + random.nextInt(3));
            case 2 ->
                schema.putObject("dependentRequired").putArray("a" + depth).add("b" + depth);
            case 3 -> schema.putObject("propertyNames").put("pattern", "^[abcx]");
            case 4 -> schema.put("unevaluatedProperties", false);
            default -> schema.remove("minProperties");
        }
    }

    private void array(ObjectNode schema, int depth) {
        schema.put("type", "array");
        if (random.nextInt(3) == 0) {
            schema.putArray("prefixItems").add(schema(depth - 1)).add(schema(depth - 1));
        }
        switch (random.nextInt(4)) {
            case 0 -> schema.put("items", false);
            case 1 -> schema.remove("items");
            default -> schema.set("items", schema(depth - 1));
        }
        switch (random.nextInt(6)) {
            case 0 -> schema.put("minItems", random.nextInt(3));
            case 1 -> schema.put("maxItems", random.nextInt(4));
            case 2 -> schema.put("uniqueItems", true);
            case 3 -> schema.set("contains", schema(0));
            case 4 -> schema.put("maxContains", 1).set("contains", schema(0));
            default -> schema.remove("minItems");
        }
    }

    private void combination(ObjectNode schema, int depth) {
        String keyword = List.of("allOf", "anyOf", "oneOf", "not", "if").get(random.nextInt(5));
        switch (keyword) {
            case "not" -> schema.set("not", schema(depth - 1));
            case "if" -> {
                schema.set("if", schema(depth - 1));
                schema.set("then", schema(depth - 1));
                schema.set("else", schema(depth - 1));
            }
            default -> {
                // members speak of the same value, so they have its depth
                ArrayNode members = schema.putArray(keyword);
                for (int left = 1 + random.nextInt(3); left > 0; left--) {
                    ObjectNode member = JSON.objectNode();
                    if (depth > 1 && random.nextBoolean()) {
                        object(member, depth);
                    } else {
                        member = schema(depth - 1);
                    }
                    members.add(member);
                }
            }
        }
    }

    /** The schema with some things changed. */
    ObjectNode changed(ObjectNode schema, int depth) {
        ObjectNode changed = schema.deepCopy();
        for (int left = 1 + random.nextInt(2); left > 0; left--) {
            change(changed, depth);
        }
        return changed;
    }

    private void change(ObjectNode schema, int depth) {
        var inner = new ArrayList<ObjectNode>();
        schema.path("properties").forEach(property -> inner.add((ObjectNode) property));
        for (String keyword : List.of("anyOf", "oneOf", "allOf", "prefixItems")) {
            schema.path(keyword).forEach(member -> inner.add((ObjectNode) member));
        }
        if (!inner.isEmpty() && random.nextInt(3) > 0) {
            change(inner.get(random.nextInt(inner.size())), depth - 1);
            return;
        }
        ObjectNode other = schema(Math.max(0, depth));
        var keywords = new ArrayList<String>();
        (random.nextBoolean() ? schema : other).fieldNames().forEachRemaining(keywords::add);
        if (keywords.isEmpty()) {
            return;
        }
        String keyword = keywords.get(random.nextInt(keywords.size()));
        if (other.has(keyword)) {
            schema.set(keyword, other.get(keyword));
        } else {
            schema.remove(keyword);
        }
    }
}
