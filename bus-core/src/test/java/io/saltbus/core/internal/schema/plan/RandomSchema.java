package io.saltbus.core.internal.schema.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.random.RandomGenerator;

/** Schemas of the plan's vocabulary, from few names and small limits, so that keywords meet. */
final class RandomSchema {
    static final List<String> NAMES = List.of("a", "b", "c", "d/e");
    static final List<String> FORMATS = List.of("email", "uuid", "date-time", "date", "uri", "duration");
    private static final List<String> TYPES =
            List.of("object", "array", "string", "number", "integer", "boolean", "null");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final RandomGenerator random;

    RandomSchema(RandomGenerator random) {
        this.random = random;
    }

    ObjectNode document() {
        ObjectNode root = object(3);
        ObjectNode definitions = root.putObject("$defs");
        definitions.set("One", schema(2));
        // a definition may come back to the whole, through a property
        definitions.putObject("Two").putObject("properties").putObject("a").put("$ref", "#");
        return root;
    }

    private JsonNode schema(int depth) {
        int kind = random.nextInt(22);
        if (kind == 0) {
            return BooleanNode.valueOf(random.nextBoolean());
        }
        if (kind < 8 && depth > 0) {
            return object(depth);
        }
        if (kind < 10 && depth > 0) {
            return array(depth);
        }
        if (kind == 10 && depth > 0) {
            return choice(depth);
        }
        if (kind == 11 && depth == 1) {
            return JSON.objectNode().put("$ref", random.nextBoolean() ? "#/$defs/Two" : "#");
        }
        if (kind == 12 && depth == 3) {
            return JSON.objectNode().put("$ref", "#/$defs/One").put("title", "reference");
        }
        return scalar();
    }

    private ObjectNode object(int depth) {
        ObjectNode schema = typed("object");
        ObjectNode properties = schema.putObject("properties");
        for (String name : NAMES) {
            if (random.nextInt(3) > 0) {
                properties.set(name, schema(depth - 1));
            }
        }
        ArrayNode required = schema.putArray("required");
        NAMES.stream().filter(name -> random.nextInt(5) == 0).forEach(required::add);
        switch (random.nextInt(5)) {
            case 0 -> schema.put("additionalProperties", false);
            case 1 -> schema.set("additionalProperties", schema(depth - 1));
            case 2 -> schema.put("minProperties", random.nextInt(3));
            case 3 -> schema.put("maxProperties", 2 + random.nextInt(3));
            default -> schema.put("x-own", true).put("default", 5);
        }
        return schema;
    }

    private ObjectNode array(int depth) {
        ObjectNode schema = typed("array");
        schema.set("items", schema(depth - 1));
        switch (random.nextInt(4)) {
            case 0 -> schema.put("minItems", random.nextInt(3));
            case 1 -> schema.put("maxItems", random.nextInt(4));
            case 2 -> schema.put("uniqueItems", true).put("type", "array");
            default -> schema.put("description", "any");
        }
        return schema;
    }

    private ObjectNode choice(int depth) {
        var schema = JSON.objectNode();
        ArrayNode forms = schema.putArray(List.of("anyOf", "oneOf", "allOf").get(random.nextInt(3)));
        for (int form = 0; form < 2 + random.nextInt(2); form++) {
            forms.add(schema(depth - 1));
        }
        return schema;
    }

    private ObjectNode scalar() {
        return switch (random.nextInt(10)) {
            case 0 ->
                typed("integer").put("minimum", random.nextInt(-2, 3)).put("exclusiveMaximum", random.nextInt(3, 6));
            case 1 -> typed("number").put("maximum", 2.5).put("exclusiveMinimum", -2);
            case 2 -> typed("number").put("multipleOf", random.nextBoolean() ? 2 : 0.5);
            case 3 -> typed("string").put("minLength", random.nextInt(3)).put("maxLength", random.nextInt(2, 4));
            case 4 ->
                typed("string")
                        .put("pattern", List.of("^[a-c]+$", "b", "^$", "\\d").get(random.nextInt(4)));
            case 5 -> typed("string").put("format", FORMATS.get(random.nextInt(FORMATS.size())));
            case 6 -> values("enum");
            case 7 -> JSON.objectNode().set("const", RandomPayload.scalarOf(random));
            case 8 -> types();
            default -> typed(TYPES.get(random.nextInt(TYPES.size())));
        };
    }

    private ObjectNode values(String keyword) {
        var schema = JSON.objectNode();
        ArrayNode values = schema.putArray(keyword);
        for (int value = 0; value < 3; value++) {
            values.add(RandomPayload.scalarOf(random));
        }
        return schema;
    }

    private ObjectNode types() {
        var schema = JSON.objectNode();
        ArrayNode types = schema.putArray("type");
        types.add(TYPES.get(random.nextInt(TYPES.size() - 1)));
        types.add("null");
        return schema;
    }

    /** Sometimes without the type, so that keywords meet values that they are not about. */
    private ObjectNode typed(String type) {
        return random.nextInt(5) == 0 ? JSON.objectNode() : JSON.objectNode().put("type", type);
    }
}
