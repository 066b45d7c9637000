package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes a schema in the one way that all schemas of the same meaning share: remarks gone, references inlined unless they recur, sets in
 * order, one way to say "or null" and "only this". Two that differ here may still mean the same; that costs a question, not an event.
 */
public final class CanonicalForm {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> REMARKS =
            Set.of("title", "description", "examples", "$comment", "$schema", "$id", "$defs", "definitions", "$anchor");
    private static final Set<String> NAMED = Set.of("properties", "patternProperties", "dependentSchemas");
    private static final Set<String> VALUE_SETS = Set.of("required", "enum", "type");
    private static final Set<String> SCHEMA_SETS = Set.of("allOf", "anyOf", "oneOf");

    private final SchemaDocument document;
    private final Set<JsonNode> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private CanonicalForm(SchemaDocument document) {
        this.document = document;
    }

    /** The canonical form of a document. */
    public static JsonNode of(SchemaDocument document) {
        return new CanonicalForm(document).write(document.root());
    }

    private JsonNode write(JsonNode schema) {
        if (schema.isBoolean()) {
            return schema.booleanValue() ? JSON.objectNode() : schema;
        }
        open.add(schema);
        var members = new TreeMap<String, JsonNode>();
        for (Map.Entry<String, JsonNode> member : schema.properties()) {
            if (!REMARKS.contains(member.getKey())) {
                members.put(member.getKey(), writeMember(member.getKey(), member.getValue()));
            }
        }
        open.remove(schema);
        var written = JSON.objectNode();
        written.setAll(members);
        return Simplified.form(inlined(schema, written));
    }

    private JsonNode writeMember(String keyword, JsonNode held) {
        if (keyword.equals("$ref")) {
            return held;
        }
        if (NAMED.contains(keyword)) {
            var named = new TreeMap<String, JsonNode>();
            held.properties().forEach(entry -> named.put(entry.getKey(), write(entry.getValue())));
            ObjectNode written = JSON.objectNode();
            written.setAll(named);
            return written;
        }
        if (SCHEMA_SETS.contains(keyword)) {
            return sorted(written(held));
        }
        if (keyword.equals("prefixItems")) {
            return written(held);
        }
        if (VALUE_SETS.contains(keyword)) {
            return held.isArray() ? sorted(held) : JSON.arrayNode().add(held);
        }
        boolean isSchema = !Subschema.of(JSON.objectNode().set(keyword, held)).isEmpty();
        return isSchema ? write(held) : plain(held);
    }

    private ArrayNode written(JsonNode schemas) {
        ArrayNode written = JSON.arrayNode();
        schemas.forEach(schema -> written.add(write(schema)));
        return written;
    }

    private ObjectNode inlined(JsonNode schema, ObjectNode written) {
        if (!schema.has("$ref")) {
            return written;
        }
        JsonNode target = document.target(schema.get("$ref").asText());
        if (open.contains(target) || target.isBoolean() || !(write(target) instanceof ObjectNode inner)) {
            return written; // a recursion cannot be written out
        }
        written.remove("$ref");
        boolean overlap = written.properties().stream().anyMatch(member -> inner.has(member.getKey()));
        if (overlap) {
            written.withArray("allOf").add(inner);
        } else {
            written.setAll(inner);
        }
        return written;
    }

    /** Numbers lose how they were written: 1.0 is 1. */
    private static JsonNode plain(JsonNode value) {
        return value.isNumber() ? DecimalNode.valueOf(value.decimalValue().stripTrailingZeros()) : value;
    }

    static ArrayNode sorted(JsonNode array) {
        var order = new TreeSet<JsonNode>(Comparator.comparing(JsonNode::toString));
        array.forEach(value -> order.add(plain(value)));
        return JSON.arrayNode().addAll(order);
    }
}
