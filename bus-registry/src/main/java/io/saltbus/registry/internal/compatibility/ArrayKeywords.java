package io.saltbus.registry.internal.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.saltbus.registry.internal.compatibility.Rule.Items;
import io.saltbus.registry.internal.compatibility.Rule.Measure;
import java.util.List;

/** Reads the keywords about arrays: a tuple is {@code prefixItems}, and an array of {@code items} before draft 2020-12. */
final class ArrayKeywords {
    private final SchemaReader reader;
    private final JsonNode schema;

    ArrayKeywords(SchemaReader reader, JsonNode schema) {
        this.reader = reader;
        this.schema = schema;
    }

    void addTo(List<Form> parts) {
        JsonNode tuple = tuple(schema);
        for (int index = 0; index < tuple.size(); index++) {
            items(index, index + 1, tuple.get(index), parts);
        }
        JsonNode others = others(schema);
        if (!others.isMissingNode()) {
            items(tuple.size(), Integer.MAX_VALUE, others, parts);
        }
        reader.bounds(schema, Measure.ITEMS, "minItems", "maxItems", parts);
        if (schema.path("uniqueItems").asBoolean()) {
            parts.add(reader.forms().keep(new Rule.Unique()));
        }
        if (schema.has("contains")) {
            contains(parts);
        }
    }

    static JsonNode tuple(JsonNode schema) {
        JsonNode items = schema.path("items");
        return items.isArray() ? items : schema.path("prefixItems");
    }

    /** The schema of the items behind the tuple. */
    static JsonNode others(JsonNode schema) {
        JsonNode items = schema.path("items");
        return items.isArray() ? schema.path("additionalItems") : items;
    }

    private void items(int from, int to, JsonNode schema, List<Form> parts) {
        Form form = reader.read(schema);
        if (!form.equals(reader.forms().any())) {
            parts.add(reader.forms().keep(new Items(from, to, form)));
        }
    }

    private void contains(List<Form> parts) {
        Form form = reader.read(schema.path("contains"));
        int least = (int) reader.size(schema, "minContains", 1);
        if (least > 0) {
            parts.add(reader.forms().keep(new Rule.Contains(form, least, false)));
        }
        if (schema.has("maxContains")) {
            parts.add(reader.forms().keep(new Rule.Contains(form, (int) reader.size(schema, "maxContains", 0), true)));
        }
    }
}
