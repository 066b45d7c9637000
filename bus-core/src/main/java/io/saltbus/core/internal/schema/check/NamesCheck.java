package io.saltbus.core.internal.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/**
 * The keyword {@code propertyNames}.
 *
 * @param limit the keyword's value
 * @param check what each name must be
 */
public record NamesCheck(JsonNode limit, Check check) implements Check {
    @Override
    public boolean accepts(JsonNode value) {
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            if (!check.accepts(TextNode.valueOf(property.getKey()))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void report(JsonNode value, Report report) {
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            TextNode name = TextNode.valueOf(property.getKey());
            if (!check.accepts(name)) {
                report.enter(property.getKey());
                report.add("propertyNames", limit, name);
                report.leave();
            }
        }
    }
}
