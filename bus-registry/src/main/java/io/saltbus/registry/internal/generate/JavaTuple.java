package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;

/** Lists with a type for each place: records that are arrays in JSON. */
final class JavaTuple {
    private JavaTuple() {}

    /** The places as components: called by their titles, or else by their numbers. */
    static NamedType.Struct places(NamedType.Row row) {
        JsonNode schemas = row.schema().path(row.schema().path("items").isArray() ? "items" : "prefixItems");
        var names = Names.ofMembers();
        var places = new ArrayList<NamedType.Property>();
        for (int index = 0; index < row.items().size(); index++) {
            Shape.Value value = row.items().get(index);
            String title = schemas.path(index).path("title").asText();
            String component = names.take(JavaNames.component(title.isBlank() ? "item" + (index + 1) : title));
            places.add(new NamedType.Property(
                    SnakeCaseStrategy.INSTANCE.translate(component),
                    value,
                    !value.nullable(), // it has to be there, but is asked for by its place
                    null,
                    schemas.path(index),
                    "/prefixItems/" + index));
        }
        // the schema is of a list: nothing that an object's would say
        return new NamedType.Struct(row.key(), row.suggested(), row.schema(), places);
    }

    /** What the bus makes of the components. */
    static ObjectNode derived(ObjectNode components) {
        ObjectNode derived = JavaTypes.typed("array");
        ArrayNode items = derived.putArray("prefixItems");
        components.path("properties").forEach(items::add);
        return derived.put("minItems", items.size()).put("maxItems", items.size());
    }
}
