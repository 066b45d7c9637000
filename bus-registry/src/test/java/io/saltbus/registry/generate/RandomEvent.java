package io.saltbus.registry.generate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.random.RandomGenerator;

/** Schemas of events, mostly of what records can say, with a dash of what they cannot. */
final class RandomEvent {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> NAMES = List.of("a", "user_id", "userID", "a b", "class", "kind");
    private static final List<String> FORMATS =
            List.of("email", "uuid", "uuid4", "date-time", "date", "time", "uri", "duration", "ipv4", "password");

    private final RandomGenerator random;

    RandomEvent(RandomGenerator random) {
        this.random = random;
    }

    ObjectNode document() {
        ObjectNode root = object(3);
        ObjectNode definitions = root.putObject("$defs");
        definitions.set("Part", object(1));
        definitions.set("Pair", tuple(1));
        definitions.set("Mood", mood());
        definitions.set("Card", tagged("card"));
        definitions.set("Cash", tagged("cash"));
        return root;
    }

    private boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    private ObjectNode object(int depth) {
        ObjectNode schema = typed("object");
        ObjectNode properties = schema.putObject("properties");
        for (String name : NAMES) {
            if (oneIn(2)) {
                ObjectNode property = value(depth - 1);
                boolean required = oneIn(2);
                if (required) {
                    schema.withArray("required").add(name);
                } else if (oneIn(2) && !property.has("default")) {
                    property = orNull(property).putNull("default");
                }
                properties.set(name, property);
            }
        }
        if (oneIn(4)) {
            schema.put("additionalProperties", !oneIn(2));
        }
        if (oneIn(20)) {
            schema.put("minProperties", 1);
        }
        return schema;
    }

    private ObjectNode tagged(String tag) {
        ObjectNode schema = object(0);
        boolean demanded = false;
        for (var name : schema.path("required")) {
            demanded |= name.asText().equals("kind");
        }
        ObjectNode kind =
                ((ObjectNode) schema.get("properties")).putObject("kind").put("const", tag);
        if (oneIn(3)) {
            kind.put("default", tag);
        } else if (!demanded) {
            schema.withArray("required").add("kind");
        }
        return schema;
    }

    private ObjectNode value(int depth) {
        if (oneIn(7)) {
            return orNull(value(depth));
        }
        int kind = random.nextInt(depth > 0 ? 16 : 9);
        return switch (kind) {
            case 0 -> text();
            case 1 -> whole();
            case 2 -> number();
            case 3 -> typed("boolean");
            case 4 -> typed("string").put("format", FORMATS.get(random.nextInt(FORMATS.size())));
            case 5 -> decimal();
            case 6 -> mood();
            case 7 -> scalars();
            case 8 -> oneIn(2) ? JSON.objectNode() : text().put("default", "ab");
            case 9 -> list(depth);
            case 10 -> map(depth);
            case 11 -> tuple(depth);
            case 12 -> object(depth);
            case 13 -> reference(List.of("Part", "Pair", "Mood").get(random.nextInt(3)));
            case 14 -> choice("Card", "Cash");
            default -> oneIn(2) ? choice("Part", "Pair") : JSON.objectNode().put("$ref", "#");
        };
    }

    private ObjectNode text() {
        ObjectNode schema = typed("string");
        return switch (random.nextInt(4)) {
            case 0 -> schema.put("minLength", random.nextInt(2)).put("maxLength", 2 + random.nextInt(3));
            case 1 ->
                schema.put("pattern", List.of("^[a-z]+$", "^(?:a|b)$", "x").get(random.nextInt(3)));
            default -> schema;
        };
    }

    private ObjectNode whole() {
        ObjectNode schema = typed("integer");
        return switch (random.nextInt(6)) {
            case 0 -> schema.put("minimum", random.nextInt(-2, 2));
            case 1 -> schema.put("exclusiveMinimum", 0).put("maximum", 9);
            case 2 -> schema.put("multipleOf", 1 + random.nextInt(3));
            case 3 -> schema.put("default", 5);
            default -> schema;
        };
    }

    private ObjectNode number() {
        ObjectNode schema = typed("number");
        return switch (random.nextInt(5)) {
            case 0 -> schema.put("minimum", 0.5).put("exclusiveMaximum", 10);
            case 1 -> schema.put("multipleOf", 0.25);
            case 2 -> schema.put("default", 1.5);
            default -> schema;
        };
    }

    private ObjectNode decimal() {
        ObjectNode schema = JSON.objectNode();
        ArrayNode forms = schema.putArray("anyOf");
        ObjectNode number = forms.addObject().put("type", "number");
        ObjectNode text = forms.addObject().put("type", "string");
        if (oneIn(2)) {
            number.put("minimum", 0);
        }
        if (oneIn(3)) {
            text.put("pattern", oneIn(3) ? "^a$" : "^(?!^[-+.]*$)[+-]?0*\\d*\\.?\\d*$");
        }
        return schema;
    }

    private ObjectNode mood() {
        ObjectNode schema = JSON.objectNode();
        ArrayNode values = schema.putArray("enum");
        if (oneIn(3)) {
            values.add(1).add(7);
        } else {
            values.add("sad").add("so so");
        }
        if (oneIn(8)) {
            values.add(true);
        }
        return schema;
    }

    private ObjectNode scalars() {
        ObjectNode schema = JSON.objectNode();
        ArrayNode forms = schema.putArray(oneIn(3) ? "oneOf" : "anyOf");
        forms.add(oneIn(2) ? whole() : typed("boolean")).add(oneIn(3) ? text() : typed("string"));
        return schema;
    }

    private ObjectNode list(int depth) {
        ObjectNode schema = typed("array");
        if (!oneIn(6)) {
            schema.set("items", value(depth - 1));
        }
        if (oneIn(4)) {
            schema.put("uniqueItems", true);
        }
        if (oneIn(4)) {
            schema.put("minItems", 1);
        }
        if (oneIn(4)) {
            schema.putArray("default");
        }
        return schema;
    }

    private ObjectNode map(int depth) {
        ObjectNode schema = typed("object");
        if (!oneIn(4)) {
            schema.set("additionalProperties", value(depth - 1));
        }
        if (oneIn(3)) {
            schema.putObject("propertyNames").put("format", oneIn(3) ? "ipv4" : "uuid");
        }
        return schema;
    }

    private ObjectNode tuple(int depth) {
        ObjectNode schema = typed("array");
        schema.putArray("prefixItems").add(value(depth - 1)).add(value(0));
        if (!oneIn(6)) {
            schema.put("minItems", 2);
        }
        return oneIn(3) ? schema.put("items", false) : schema.put("maxItems", 2);
    }

    private ObjectNode choice(String one, String other) {
        ObjectNode schema = JSON.objectNode();
        schema.putArray(oneIn(2) ? "oneOf" : "anyOf").add(reference(one)).add(reference(other));
        if (one.equals("Card") && oneIn(3)) {
            schema.putObject("discriminator").put("propertyName", "kind");
        }
        return schema;
    }

    private static ObjectNode reference(String name) {
        return JSON.objectNode().put("$ref", "#/$defs/" + name);
    }

    private static ObjectNode orNull(ObjectNode schema) {
        ObjectNode either = JSON.objectNode();
        either.putArray("anyOf").add(schema).addObject().put("type", "null");
        return either;
    }

    private static ObjectNode typed(String type) {
        return JSON.objectNode().put("type", type);
    }
}
