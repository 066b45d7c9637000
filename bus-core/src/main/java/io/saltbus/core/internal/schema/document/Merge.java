package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what two schemas say in one, where that is the same as both of them. */
final class Merge {
    // what one of these means depends on the others beside it
    private static final List<Set<String>> TOGETHER = List.of(
            Set.of("properties", "patternProperties", "additionalProperties"),
            Set.of("items", "prefixItems"),
            Set.of("if", "then", "else"),
            Set.of("contains", "minContains", "maxContains"));
    private static final List<String> ABOUT_ALL_BESIDE = List.of("unevaluatedItems", "unevaluatedProperties");

    private Merge() {}

    /**
     * Writes a schema into another one that also holds.
     *
     * @param schema changed, unless the answer is false
     */
    static boolean into(ObjectNode schema, ObjectNode form) {
        if (!isPossible(schema, form)) {
            return false;
        }
        for (Map.Entry<String, JsonNode> member : form.properties()) {
            String keyword = member.getKey();
            if (keyword.equals("required") && schema.has(keyword)) {
                ArrayNode names = schema.withArray(keyword).deepCopy();
                schema.set(keyword, LevelForm.sorted(names.addAll((ArrayNode) member.getValue())));
            } else if (!schema.has(keyword)) {
                schema.set(keyword, member.getValue());
            }
        }
        return true;
    }

    private static boolean isPossible(ObjectNode schema, ObjectNode form) {
        if (form.isEmpty()) {
            return true;
        }
        if (ABOUT_ALL_BESIDE.stream().anyMatch(keyword -> schema.has(keyword) || form.has(keyword))) {
            return false;
        }
        for (Set<String> keywords : TOGETHER) {
            if (keywords.stream().anyMatch(schema::has) && keywords.stream().anyMatch(form::has)) {
                return false;
            }
        }
        return form.properties().stream()
                .allMatch(member -> !schema.has(member.getKey())
                        || member.getKey().equals("required")
                        || member.getKey().equals("default")
                        || member.getValue().equals(schema.get(member.getKey())));
    }
}
