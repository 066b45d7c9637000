package io.saltbus.core.internal.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;

/**
 * A check that looks at one value and not into it.
 *
 * @param keyword the keyword that asks
 * @param limit the keyword's value
 * @param holds whether a value is what is asked for; values of types that the keyword is not about hold
 */
public record Assertion(String keyword, JsonNode limit, Predicate<JsonNode> holds) implements Check {
    @Override
    public boolean accepts(JsonNode value) {
        return holds.test(value);
    }

    @Override
    public void report(JsonNode value, Report report) {
        if (!holds.test(value)) {
            report.add(keyword, limit, value);
        }
    }
}
