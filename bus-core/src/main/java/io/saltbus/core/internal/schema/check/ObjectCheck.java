package io.saltbus.core.internal.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keywords {@code properties}, {@code required} and {@code additionalProperties}, in one pass over an object. */
public final class ObjectCheck implements Check {
    private final Property[] properties;
    private final Set<String> declared = new HashSet<>();
    private final @Nullable Check additional;
    private final Regex[] patterns;
    private final JsonNode requiredNames;

    /**
     * What an object's property must be.
     *
     * @param name the property's name
     * @param check what its value must be; null where the schema only says that it must be there
     * @param required whether it must be there
     */
    public record Property(String name, @Nullable Check check, boolean required) {}

    /**
     * Compiles the three keywords.
     *
     * @param properties the properties that the schema knows
     * @param requiredNames the value of {@code required}
     * @param patterns of the names that {@code patternProperties} knows
     * @param additional what all other properties must be; null where they may be anything
     */
    public ObjectCheck(
            List<Property> properties, JsonNode requiredNames, List<Regex> patterns, @Nullable Check additional) {
        this.patterns = patterns.toArray(Regex[]::new);
        this.properties = properties.toArray(Property[]::new);
        this.requiredNames = requiredNames;
        this.additional = additional;
        for (Property property : properties) {
            if (property.check != null) {
                declared.add(property.name);
            }
        }
    }

    /** Additional properties that are not allowed at all. */
    public static Check noneAdditional() {
        return new Assertion("additionalProperties", BooleanNode.FALSE, value -> false);
    }

    @Override
    public boolean accepts(JsonNode value) {
        if (!value.isObject()) {
            return true;
        }
        int known = 0;
        for (Property property : properties) {
            JsonNode held = value.get(property.name);
            if (held == null) {
                if (property.required) {
                    return false;
                }
            } else if (property.check != null) {
                if (!property.check.accepts(held)) {
                    return false;
                }
                known++;
            }
        }
        return additional == null || known == value.size() || acceptsOthers(value, additional);
    }

    private boolean acceptsOthers(JsonNode value, Check others) {
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            if (isOther(property.getKey()) && !others.accepts(property.getValue())) {
                return false;
            }
        }
        return true;
    }

    private boolean isOther(String name) {
        if (declared.contains(name)) {
            return false;
        }
        for (Regex pattern : patterns) {
            if (pattern.isFoundIn(name)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void report(JsonNode value, Report report) {
        if (!value.isObject()) {
            return;
        }
        for (Property property : properties) {
            report.enter(property.name);
            JsonNode held = value.get(property.name);
            if (held != null && property.check != null) {
                property.check.report(held, report);
            } else if (held == null && property.required) {
                report.add("required", requiredNames, value);
            }
            report.leave();
        }
        if (additional != null) {
            reportOthers(value, additional, report);
        }
    }

    private void reportOthers(JsonNode value, Check others, Report report) {
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            if (isOther(property.getKey())) {
                report.enter(property.getKey());
                others.report(property.getValue(), report);
                report.leave();
            }
        }
    }
}
