package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A schema that another one holds directly.
 *
 * @param place the JSON pointer from the holder, such as {@code /properties/email}
 * @param schema the schema, an object or a boolean
 * @param sameValue whether it is about the same value as its holder, and not about a part of it, or about nothing yet
 */
record Subschema(String place, JsonNode schema, boolean sameValue) {
    private static final Set<String> ONE_SAME = Set.of("not", "if", "then", "else");
    private static final Set<String> ONE_PART = Set.of(
            "additionalProperties", "items", "contains", "propertyNames", "unevaluatedItems", "unevaluatedProperties");
    private static final Set<String> LIST_SAME = Set.of("allOf", "anyOf", "oneOf");
    private static final Set<String> LIST_PART = Set.of("prefixItems");
    private static final Set<String> NAMED_SAME = Set.of("dependentSchemas");
    private static final Set<String> NAMED_PART = Set.of("properties", "patternProperties", "$defs", "definitions");

    static List<Subschema> of(JsonNode schema) {
        var found = new ArrayList<Subschema>();
        for (Map.Entry<String, JsonNode> member : schema.properties()) {
            String keyword = member.getKey();
            JsonNode held = member.getValue();
            if (ONE_SAME.contains(keyword) || ONE_PART.contains(keyword)) {
                found.add(new Subschema("/" + keyword, held, ONE_SAME.contains(keyword)));
            } else if (LIST_SAME.contains(keyword) || LIST_PART.contains(keyword)) {
                for (int index = 0; index < held.size(); index++) {
                    found.add(new Subschema("/" + keyword + "/" + index, held.get(index), LIST_SAME.contains(keyword)));
                }
            } else if (NAMED_SAME.contains(keyword) || NAMED_PART.contains(keyword)) {
                for (Map.Entry<String, JsonNode> named : held.properties()) {
                    String name = named.getKey().replace("~", "~0").replace("/", "~1");
                    found.add(
                            new Subschema("/" + keyword + "/" + name, named.getValue(), NAMED_SAME.contains(keyword)));
                }
            }
        }
        return found;
    }
}
