package io.saltbus.registry.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/**
 * Writes payloads that are valid under a schema. An object has the properties that its schema declares, with all members of an
 * {@code allOf} and one valid member of each {@code anyOf} or {@code oneOf}; others only where the schema says that there may be, or
 * under names that no schema of the test declares.
 */
final class Publisher {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final JsonNode document;
    private final Schema schema;
    private final RandomSchemas values;
    private final Random random;

    Publisher(ObjectNode document, Random random) {
        this.document = document;
        this.schema = Schema.of(document);
        this.values = new RandomSchemas(random);
        this.random = random;
    }

    /** A payload; empty where what was made is not one. */
    Optional<JsonNode> write(int depth) {
        JsonNode payload = made(document, depth);
        return schema.validate(payload).isEmpty() && isDeclared(document, payload)
                ? Optional.of(payload)
                : Optional.empty();
    }

    private JsonNode made(JsonNode schema, int depth) {
        if (schema.path("enum").size() > 0 && random.nextInt(8) > 0) {
            return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
        }
        for (String keyword : List.of("anyOf", "oneOf", "allOf")) {
            JsonNode members = schema.path(keyword);
            if (members.size() > 0) {
                JsonNode of = made(members.get(random.nextInt(members.size())), depth);
                return of.isObject() && schema.has("properties") ? both((ObjectNode) of, object(schema, depth)) : of;
            }
        }
        String type = schema.path("type").isArray()
                ? schema.path("type")
                        .get(random.nextInt(schema.path("type").size()))
                        .asText()
                : schema.path("type").asText();
        boolean object = type.equals("object") || schema.has("properties");
        if (object && random.nextInt(10) > 0) {
            return object(schema, depth);
        }
        if (type.equals("array") || (depth > 0 && random.nextInt(8) == 0)) {
            return array(schema, depth);
        }
        return values.scalar();
    }

    private static ObjectNode both(ObjectNode one, ObjectNode other) {
        ObjectNode both = other.deepCopy();
        both.setAll(one);
        return both;
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        var names = new TreeSet<String>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        schema.path("required").forEach(name -> names.add(name.asText()));
        if (random.nextInt(3) == 0) {
            names.add(List.of("z", "x1", "a9", "a" + depth, "b" + depth).get(random.nextInt(5)));
        }
        for (String name : names) {
            if (random.nextInt(3) > 0) {
                JsonNode of = schema.path("properties").path(name);
                object.set(name, of.isObject() ? made(of, depth - 1) : values.scalar());
            }
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = JSON.arrayNode();
        int length = random.nextInt(4);
        for (int index = 0; index < length; index++) {
            JsonNode of = schema.path("prefixItems").path(index);
            of = of.isObject() ? of : schema.path("items");
            array.add(of.isObject() ? made(of, depth - 1) : values.scalar());
        }
        return array;
    }

    private static boolean isDeclared(JsonNode schema, JsonNode payload) {
        for (List<JsonNode> clause : clauses(schema, payload)) {
            if (isDeclaredBy(clause, payload)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDeclaredBy(List<JsonNode> clause, JsonNode payload) {
        for (var member : payload.properties()) {
            String name = member.getKey();
            boolean foreign = name.equals("z"); // what no schema of the test speaks of
            if (!foreign && clause.stream().noneMatch(schema -> declares(schema, name))) {
                return false;
            }
            for (JsonNode schema : clause) {
                JsonNode of = schema.path("properties").path(name);
                if (of.isObject() && !isDeclared(of, member.getValue())) {
                    return false;
                }
            }
        }
        for (int index = 0; payload.isArray() && index < payload.size(); index++) {
            for (JsonNode schema : clause) {
                JsonNode of = schema.path("prefixItems").path(index);
                of = of.isObject() ? of : schema.path("items");
                if (of.isObject() && !isDeclared(of, payload.get(index))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean declares(JsonNode schema, String name) {
        return schema.path("properties").has(name)
                || schema.has("additionalProperties")
                || schema.has("unevaluatedProperties")
                || schema.path("required")
                        .valueStream()
                        .anyMatch(one -> one.asText().equals(name))
                || (schema.has("patternProperties") && (name.startsWith("a") || name.startsWith("x")));
    }

    /** The schemas that hold together for a payload, in each way in which one member of each choice can be taken. */
    private static List<List<JsonNode>> clauses(JsonNode schema, JsonNode payload) {
        List<List<JsonNode>> clauses = List.of(List.of(schema));
        for (JsonNode member : schema.path("allOf")) {
            clauses = crossed(clauses, clauses(member, payload));
        }
        for (String keyword : List.of("anyOf", "oneOf")) {
            if (schema.has(keyword)) {
                var any = new ArrayList<List<JsonNode>>();
                for (JsonNode member : schema.path(keyword)) {
                    if (Schema.of((ObjectNode) member).validate(payload).isEmpty()) {
                        any.addAll(clauses(member, payload));
                    }
                }
                clauses = crossed(clauses, any);
            }
        }
        return clauses;
    }

    private static List<List<JsonNode>> crossed(List<List<JsonNode>> left, List<List<JsonNode>> right) {
        var crossed = new ArrayList<List<JsonNode>>();
        for (List<JsonNode> one : left) {
            for (List<JsonNode> other : right) {
                var both = new ArrayList<>(one);
                both.addAll(other);
                crossed.add(both);
            }
        }
        return crossed;
    }
}
