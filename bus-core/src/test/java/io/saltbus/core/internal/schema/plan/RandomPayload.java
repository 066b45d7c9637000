package io.saltbus.core.internal.schema.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Payloads, half of which follow a schema with a slip here and there, and half of which know nothing of it. */
final class RandomPayload {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "ab",
            "abc\n",
            "b1",
            "\uD83D\uDE00\uD83D\uDE00",
            "user@example.com",
            "user@",
            "123e4567-e89b-12d3-a456-426614174000",
            "2026-11-21T10:15:30Z",
            "2026-11-21T10:15:60Z",
            "2026-11-21",
            "2026-02-30",
            "urn:a:b",
            "PT1.5S",
            "P");

    private static final long EXACT_IN_DOUBLE = 1L << 53;

    private final RandomGenerator random;
    private final JsonNode document;

    RandomPayload(RandomGenerator random, JsonNode document) {
        this.random = random;
        this.document = document;
    }

    JsonNode any() {
        return random.nextBoolean() ? near(document, 4) : blind(3);
    }

    private JsonNode near(JsonNode schema, int depth) {
        if (schema.isBoolean() || depth == 0 || random.nextInt(25) == 0) {
            return blind(1);
        }
        if (schema.has("$ref")) {
            return near(document.at(schema.get("$ref").asText().substring(1)), depth - 1);
        }
        for (String choice : List.of("anyOf", "oneOf", "allOf")) {
            if (schema.has(choice)) {
                return near(schema.get(choice).get(0), depth);
            }
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(3));
        }
        return schema.has("properties") ? nearObject(schema, depth) : nearPlain(schema, depth);
    }

    private JsonNode nearObject(JsonNode schema, int depth) {
        var object = JSON.objectNode();
        for (Map.Entry<String, JsonNode> property : schema.get("properties").properties()) {
            if (random.nextInt(5) > 0) {
                object.set(property.getKey(), near(property.getValue(), depth - 1));
            }
        }
        for (JsonNode name : schema.path("required")) {
            if (!object.has(name.asText()) && random.nextInt(10) > 0) {
                object.set(
                        name.asText(),
                        near(schema.at("/properties/" + name.asText().replace("/", "~1")), depth - 1));
            }
        }
        return object;
    }

    private JsonNode nearPlain(JsonNode schema, int depth) {
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.get(0).asText() : type.asText()) {
            case "array" -> {
                var array = JSON.arrayNode();
                for (int item = 0; item < 1 + random.nextInt(3); item++) {
                    array.add(near(schema.path("items"), depth - 1));
                }
                yield array;
            }
            case "integer" -> IntNode.valueOf(random.nextInt(-2, 5));
            case "number" -> number(random);
            case "boolean" -> BooleanNode.valueOf(random.nextBoolean());
            case "null" -> NullNode.instance;
            case "object" -> JSON.objectNode();
            case "string" -> text(schema);
            default -> blind(1);
        };
    }

    private JsonNode text(JsonNode schema) {
        int format = RandomSchema.FORMATS.indexOf(schema.path("format").asText());
        List<Integer> examples = List.of(6, 8, 9, 11, 13, 14);
        return TextNode.valueOf(TEXTS.get(format >= 0 ? examples.get(format) : random.nextInt(TEXTS.size())));
    }

    private JsonNode blind(int depth) {
        int kind = depth == 0 ? 9 : random.nextInt(10);
        if (kind < 3) {
            var object = JSON.objectNode();
            for (String name : RandomSchema.NAMES) {
                if (random.nextBoolean()) {
                    object.set(name, blind(depth - 1));
                }
            }
            return object;
        }
        if (kind < 5) {
            var array = JSON.arrayNode();
            for (int item = 0; item < random.nextInt(4); item++) {
                array.add(blind(depth - 1));
            }
            return array;
        }
        return scalarOf(random);
    }

    static JsonNode scalarOf(RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> NullNode.instance;
            case 1 -> BooleanNode.valueOf(random.nextBoolean());
            case 2 -> IntNode.valueOf(random.nextInt(-3, 7));
            case 3 -> number(random);
            default -> TextNode.valueOf(TEXTS.get(random.nextInt(TEXTS.size())));
        };
    }

    /** Never a whole number with a fraction written out: see the test. */
    private static JsonNode number(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> JSON.numberNode(new BigDecimal(random.nextInt(-3, 6)).add(new BigDecimal("0.5")));
            case 1 -> JSON.numberNode(random.nextInt(-3, 6) + 0.25);
            case 2 -> LongNode.valueOf(random.nextLong(-EXACT_IN_DOUBLE, EXACT_IN_DOUBLE));
            default -> IntNode.valueOf(random.nextInt(-3, 6));
        };
    }
}
