package io.saltbus.core.internal.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What must hold where a property is there: {@code dependentRequired} and {@code dependentSchemas}.
 *
 * @param property whose presence asks for it
 * @param check of the whole object
 */
public record DependentCheck(String property, Check check) implements Check {
    /** {@code dependentRequired}: one property asks for others. */
    public static Check required(String property, List<String> others, JsonNode limit) {
        return new DependentCheck(
                property,
                AllChecks.of(others.stream()
                        .<Check>map(name -> new Presence(name, limit))
                        .toList()));
    }

    @Override
    public boolean accepts(JsonNode value) {
        return !value.has(property) || check.accepts(value);
    }

    @Override
    public void report(JsonNode value, Report report) {
        if (value.has(property)) {
            check.report(value, report);
        }
    }

    private record Presence(String name, JsonNode limit) implements Check {
        @Override
        public boolean accepts(JsonNode value) {
            return value.has(name);
        }

        @Override
        public void report(JsonNode value, Report report) {
            if (!value.has(name)) {
                report.enter(name);
                report.add("dependentRequired", limit, value);
                report.leave();
            }
        }
    }
}
