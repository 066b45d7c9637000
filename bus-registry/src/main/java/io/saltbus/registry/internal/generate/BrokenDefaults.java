package io.saltbus.registry.internal.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.schema.Schema;
import io.saltbus.registry.internal.generate.NamedType.Property;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Defaults that break the schema they stand in: the bus refuses a class with one. */
final class BrokenDefaults {
    private BrokenDefaults() {}

    /**
     * Where they are in the schema that the model was read from.
     *
     * @param derived what the bus derives
     */
    static Set<String> in(ObjectNode derived, TypeModel model) {
        var broken = new HashSet<String>();
        List<Property> properties = model.types().values().stream()
                .flatMap(type -> type instanceof NamedType.Struct struct ? struct.properties().stream() : Stream.of())
                .toList();
        for (JsonNode definition : derived.path("$defs")) {
            for (var property : definition.path("properties").properties()) {
                if (property.getValue().hasNonNull("default") && breaks(property.getKey(), property.getValue(), derived)) {
                    properties.stream()
                            .filter(read -> read.name().equals(property.getKey()))
                            .forEach(read -> broken.add(read.pointer()));
                }
            }
        }
        return broken;
    }

    private static boolean breaks(String name, JsonNode schema, ObjectNode derived) {
        ObjectNode single = derived.objectNode();
        single.putObject("properties").set(name, schema);
        single.set("$defs", derived.get("$defs"));
        return !Schema.of(single)
                .validate(derived.objectNode().set(name, schema.get("default")))
                .isEmpty();
    }
}
