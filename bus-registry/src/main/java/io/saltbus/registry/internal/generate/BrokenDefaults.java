package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.schema.Schema;
import java.util.HashSet;
import java.util.Set;

/** Defaults that break the schema they stand in: the bus refuses a class with one. */
final class BrokenDefaults {
    private BrokenDefaults() {}

    /** Where they are, as pointers into the schema that the file was made from. */
    static Set<String> in(JavaFile file, TypeModel model) {
        var broken = new HashSet<String>();
        ObjectNode derived = file.derived();
        for (NamedType type : model.reachable(false)) {
            if (type instanceof NamedType.Struct struct) {
                JsonNode properties =
                        derived.path("$defs").path(file.name(type.key())).path("properties");
                for (NamedType.Property property : struct.properties()) {
                    JsonNode schema = properties.path(property.name());
                    if (schema.hasNonNull("default") && breaks(schema, derived)) {
                        broken.add(property.pointer());
                    }
                }
            }
        }
        return broken;
    }

    private static boolean breaks(JsonNode schema, ObjectNode derived) {
        ObjectNode single = derived.objectNode();
        single.putObject("properties").set("value", schema);
        single.set("$defs", derived.get("$defs"));
        return !Schema.of(single)
                .validate(derived.objectNode().set("value", schema.get("default")))
                .isEmpty();
    }
}
