package io.saltbus.core.internal.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;

/**
 * Asks the same of every item of an array.
 *
 * @param item what it asks
 */
public record ItemsCheck(Check item) implements Check {
    /** Allows no items at all. */
    public static Check none() {
        return new Assertion("items", BooleanNode.FALSE, value -> !value.isArray() || value.isEmpty());
    }

    @Override
    public boolean accepts(JsonNode value) {
        if (!value.isArray()) {
            return true;
        }
        int size = value.size();
        for (int index = 0; index < size; index++) {
            if (!item.accepts(value.get(index))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void report(JsonNode value, Report report) {
        if (!value.isArray()) {
            return;
        }
        for (int index = 0; index < value.size(); index++) {
            report.enter(String.valueOf(index));
            item.report(value.get(index), report);
            report.leave();
        }
    }
}
