package io.saltbus.core.internal.schema.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.schema.SchemaDraft;
import java.util.Map;

/** What the older drafts say in another way than 2020-12, and how that is said in 2020-12. */
final class OldDrafts {
    // keyword -> the draft that brought it
    private static final Map<String, SchemaDraft> SINCE = Map.ofEntries(
            Map.entry("prefixItems", SchemaDraft.DRAFT_2020_12),
            Map.entry("$dynamicRef", SchemaDraft.DRAFT_2020_12),
            Map.entry("$dynamicAnchor", SchemaDraft.DRAFT_2020_12),
            Map.entry("$recursiveRef", SchemaDraft.DRAFT_2019_09),
            Map.entry("$recursiveAnchor", SchemaDraft.DRAFT_2019_09),
            Map.entry("$anchor", SchemaDraft.DRAFT_2019_09),
            Map.entry("dependentRequired", SchemaDraft.DRAFT_2019_09),
            Map.entry("dependentSchemas", SchemaDraft.DRAFT_2019_09),
            Map.entry("minContains", SchemaDraft.DRAFT_2019_09),
            Map.entry("maxContains", SchemaDraft.DRAFT_2019_09),
            Map.entry("unevaluatedItems", SchemaDraft.DRAFT_2019_09),
            Map.entry("unevaluatedProperties", SchemaDraft.DRAFT_2019_09),
            Map.entry("if", SchemaDraft.DRAFT_07),
            Map.entry("then", SchemaDraft.DRAFT_07),
            Map.entry("else", SchemaDraft.DRAFT_07),
            Map.entry("const", SchemaDraft.DRAFT_06),
            Map.entry("contains", SchemaDraft.DRAFT_06),
            Map.entry("propertyNames", SchemaDraft.DRAFT_06),
            Map.entry("$id", SchemaDraft.DRAFT_06));

    private OldDrafts() {}

    /** Whether the draft gives that keyword no meaning, because it is from a later one. */
    static boolean ignores(SchemaDraft draft, String keyword) {
        SchemaDraft since = SINCE.get(keyword);
        return since != null && since.compareTo(draft) < 0;
    }

    /** Whether what stands beside a {@code $ref} has no meaning. */
    static boolean referenceIsAlone(SchemaDraft draft) {
        return draft.upTo(SchemaDraft.DRAFT_07);
    }

    /** The keyword that names a document, or an embedded one. */
    static String idKeyword(SchemaDraft draft) {
        return draft == SchemaDraft.DRAFT_04 ? "id" : "$id";
    }

    /** Where an inner schema stands once the document is one of 2020-12; without its last name, where that is a key or an index. */
    static String placeOf(SchemaDraft draft, JsonNode holder, Subschema inner) {
        String place = inner.place();
        if (draft == SchemaDraft.DRAFT_2020_12) {
            return place;
        }
        if (holder.path("items").isArray() && place.startsWith("/items/")) {
            return "/prefixItems" + place.substring("/items".length());
        }
        if (place.equals("/additionalItems")) {
            return "/items";
        }
        return place.startsWith("/dependencies/")
                ? "/dependentSchemas" + place.substring("/dependencies".length())
                : place;
    }

    /** Draft 4 says by true or false whether a bound itself is out of bounds. */
    static void writeBounds(ObjectNode schema) {
        writeBound(schema, "minimum", "exclusiveMinimum");
        writeBound(schema, "maximum", "exclusiveMaximum");
    }

    private static void writeBound(ObjectNode schema, String bound, String exclusive) {
        JsonNode said = schema.remove(exclusive);
        if (said != null && said.isNumber()) {
            schema.set(exclusive, said);
        } else if (said != null && said.asBoolean() && schema.has(bound)) {
            schema.set(exclusive, schema.remove(bound));
        }
    }
}
