package io.saltbus.core.internal.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One entry of {@code patternProperties}.
 *
 * @param name found in the names of the properties that are meant
 * @param check what each of these must be
 */
public record NamedLike(Regex name, Check check) implements Check {
    @Override
    public boolean accepts(JsonNode value) {
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            if (name.isFoundIn(property.getKey()) && !check.accepts(property.getValue())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void report(JsonNode value, Report report) {
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            if (name.isFoundIn(property.getKey())) {
                report.enter(property.getKey());
                check.report(property.getValue(), report);
                report.leave();
            }
        }
    }
}
