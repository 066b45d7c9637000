package io.saltbus.core.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/**
 * A reference to a type whose own definition is still being made, and so has no name yet: the library asks for a type with kinds again
 * for each of its recursions. Each such definition is marked with its class; when all are named, the references are.
 */
final class LaterReference {
    private static final String MARK = "x-type-of-kinds";

    private LaterReference() {}

    static ObjectNode to(Class<?> type, ObjectMapper mapper) {
        return mapper.createObjectNode().put("$ref", MARK + type.getName());
    }

    static ObjectNode marked(ObjectNode definition, Class<?> type) {
        return definition.put(MARK, type.getName());
    }

    static void resolve(ObjectNode document) {
        var places = new HashMap<String, String>();
        collect(document, "#", places);
        for (Map.Entry<String, JsonNode> named : document.path("$defs").properties()) {
            collect(named.getValue(), "#/$defs/" + SchemaShape.escape(named.getKey()), places);
        }
        name(document, places);
    }

    private static void collect(JsonNode definition, String place, Map<String, String> places) {
        if (definition.has(MARK)) {
            places.put(definition.get(MARK).textValue(), place);
            ((ObjectNode) definition).remove(MARK);
        }
    }

    private static void name(JsonNode value, Map<String, String> places) {
        String reference = value.path("$ref").asText();
        if (reference.startsWith(MARK)) {
            ((ObjectNode) value).put("$ref", places.get(reference.substring(MARK.length())));
        }
        value.forEach(inner -> name(inner, places));
    }
}
