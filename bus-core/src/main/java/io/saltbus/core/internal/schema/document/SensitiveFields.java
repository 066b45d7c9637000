package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Finds where a path into a payload meets a field that is marked {@code x-sensitive}. Asked only about payloads that were refused. */
public final class SensitiveFields {
    private static final String MARK = "x-sensitive";

    private final SchemaDocument document;
    private final boolean any;

    /**
     * Looks for marks.
     *
     * @param document the schema that says what is sensitive
     */
    public SensitiveFields(SchemaDocument document) {
        this.document = document;
        this.any = document.places().values().stream().anyMatch(SensitiveFields::isMarked);
    }

    /** How many segments of the path lead to its first sensitive field; -1 where it meets none. */
    public int depthOf(List<String> path) {
        if (!any) {
            return -1;
        }
        List<JsonNode> schemas = List.of(document.root());
        for (int depth = 0; ; depth++) {
            Set<JsonNode> here = Collections.newSetFromMap(new IdentityHashMap<>());
            schemas.forEach(schema -> addSameValue(schema, here));
            if (here.stream().anyMatch(SensitiveFields::isMarked)) {
                return depth;
            }
            if (depth == path.size()) {
                return -1;
            }
            schemas = partsOf(here, path.get(depth));
        }
    }

    private static boolean isMarked(JsonNode schema) {
        return schema.path(MARK).asBoolean();
    }

    private void addSameValue(JsonNode schema, Set<JsonNode> here) {
        if (!schema.isObject() || !here.add(schema)) {
            return;
        }
        if (schema.has("$ref")) {
            addSameValue(document.target(schema.get("$ref").asText()), here);
        }
        for (Subschema inner : Subschema.of(schema)) {
            if (inner.sameValue()) {
                addSameValue(inner.schema(), here);
            }
        }
    }

    // too many rather than too few: what may be about the segment counts
    private static List<JsonNode> partsOf(Set<JsonNode> schemas, String segment) {
        var parts = new ArrayList<JsonNode>();
        for (JsonNode schema : schemas) {
            JsonNode property = schema.path("properties").get(segment);
            if (property != null) {
                parts.add(property);
            } else {
                parts.add(schema.path("additionalProperties"));
                parts.add(schema.path("unevaluatedProperties"));
            }
            schema.path("patternProperties").forEach(parts::add);
            schema.path("prefixItems").forEach(parts::add);
            parts.add(schema.path("items"));
            parts.add(schema.path("contains"));
            parts.add(schema.path("unevaluatedItems"));
        }
        return parts;
    }
}
