package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;

/** A schema taken into a document that keeps all schemas in one place: its definitions move out, and its references follow them. */
final class MovedSchema {
    private static final Set<String> NAMED = Set.of("properties", "patternProperties", "dependentSchemas");
    private static final Set<String> SEVERAL = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
    private static final Set<String> ONE = Set.of(
            "items",
            "additionalItems",
            "additionalProperties",
            "unevaluatedItems",
            "unevaluatedProperties",
            "propertyNames",
            "contains",
            "not",
            "if",
            "then",
            "else",
            "contentSchema");
    /** A base of their own would lead references astray. */
    private static final Set<String> DROPPED = Set.of("$schema", "$id", "$defs", "definitions", "$anchor");

    private static final String PLACE = "#/components/schemas/";

    private final String name;
    private final Map<String, JsonNode> schemas;

    private MovedSchema(String name, Map<String, JsonNode> schemas) {
        this.name = name;
        this.schemas = schemas;
    }

    /**
     * Moves a schema in.
     *
     * @param name what it is called there; its definitions have the name, a dot and their own name
     * @param schemas gets it, and its definitions
     */
    static void into(Map<String, JsonNode> schemas, String name, ObjectNode schema) {
        var moved = new MovedSchema(name, schemas);
        schemas.put(name, moved.moved(schema));
        for (String keyword : Set.of("$defs", "definitions")) {
            schema.path(keyword)
                    .properties()
                    .forEach(definition ->
                            schemas.put(moved.definition(definition.getKey()), moved.moved(definition.getValue())));
        }
    }

    /** A reference to a schema that was moved in. */
    static ObjectNode reference(ObjectNode into, String name) {
        return into.put("$ref", PLACE + name);
    }

    private String definition(String definition) {
        return name + "." + key(definition);
    }

    /** Keys of components are plain. */
    static String key(String text) {
        return text.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private JsonNode moved(JsonNode schema) {
        if (!(schema instanceof ObjectNode object)) {
            return schema;
        }
        ObjectNode moved = object.objectNode();
        object.properties().forEach(member -> {
            if (!DROPPED.contains(member.getKey())) {
                moved.set(member.getKey(), member(member.getKey(), member.getValue()));
            }
        });
        return moved;
    }

    private JsonNode member(String keyword, JsonNode held) {
        if (keyword.equals("$ref") && held.isTextual()) {
            return TextNode.valueOf(reference(held.textValue()));
        } else if (NAMED.contains(keyword) && held instanceof ObjectNode named) {
            ObjectNode moved = named.objectNode();
            named.properties().forEach(entry -> moved.set(entry.getKey(), moved(entry.getValue())));
            return moved;
        } else if ((SEVERAL.contains(keyword) || ONE.contains(keyword)) && held instanceof ArrayNode several) {
            ArrayNode moved = several.arrayNode();
            several.forEach(one -> moved.add(moved(one)));
            return moved;
        } else if (keyword.equals("discriminator") && held.path("propertyName").isTextual()) {
            return held.get("propertyName"); // a text in AsyncAPI, an object in OpenAPI
        }
        return ONE.contains(keyword) ? moved(held) : held;
    }

    private String reference(String reference) {
        if (reference.equals("#")) {
            return PLACE + name;
        }
        for (String keyword : Set.of("#/$defs/", "#/definitions/")) {
            if (reference.startsWith(keyword)) {
                String rest = reference.substring(keyword.length());
                int end = rest.indexOf('/') < 0 ? rest.length() : rest.indexOf('/');
                String definition = rest.substring(0, end).replace("~1", "/").replace("~0", "~");
                return PLACE + definition(definition) + rest.substring(end);
            }
        }
        return reference.startsWith("#/") ? PLACE + name + reference.substring(1) : reference;
    }

    @Override
    public String toString() {
        return name + " of " + schemas.size();
    }
}
