package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.core.schema.SchemaDraft;
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

    /** Those of draft 2020-12. */
    static List<Subschema> of(JsonNode schema) {
        return of(schema, SchemaDraft.DRAFT_2020_12);
    }

    /** Those of a draft; keywords that came later hold none. */
    static List<Subschema> of(JsonNode schema, SchemaDraft draft) {
        var found = new ArrayList<Subschema>();
        for (Map.Entry<String, JsonNode> member : schema.properties()) {
            add(member.getKey(), member.getValue(), draft, found);
        }
        return found;
    }

    private static void add(String keyword, JsonNode held, SchemaDraft draft, List<Subschema> found) {
        boolean old = draft != SchemaDraft.DRAFT_2020_12;
        if (old && OldDrafts.ignores(draft, keyword)) {
            return;
        }
        boolean tuple = old && keyword.equals("items") && held.isArray();
        if ((!tuple && (ONE_SAME.contains(keyword) || ONE_PART.contains(keyword)))
                || (old && keyword.equals("additionalItems"))) {
            if (isSchema(held)) {
                found.add(new Subschema("/" + keyword, held, ONE_SAME.contains(keyword)));
            }
        } else if (tuple || LIST_SAME.contains(keyword) || LIST_PART.contains(keyword)) {
            for (int index = 0; index < held.size(); index++) {
                found.add(new Subschema("/" + keyword + "/" + index, held.get(index), LIST_SAME.contains(keyword)));
            }
        } else if (NAMED_SAME.contains(keyword)
                || NAMED_PART.contains(keyword)
                || (draft.upTo(SchemaDraft.DRAFT_07) && keyword.equals("dependencies"))) {
            for (Map.Entry<String, JsonNode> named : held.properties()) {
                if (isSchema(named.getValue())) {
                    found.add(new Subschema(
                            "/" + keyword + "/" + escaped(named.getKey()),
                            named.getValue(),
                            !NAMED_PART.contains(keyword)));
                }
            }
        }
    }

    private static boolean isSchema(JsonNode held) {
        return held.isObject() || held.isBoolean();
    }

    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
