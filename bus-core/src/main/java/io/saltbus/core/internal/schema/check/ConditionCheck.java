package io.saltbus.core.internal.schema.check;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The keywords {@code if}, {@code then} and {@code else}.
 *
 * @param condition tells which of the two counts; what it finds wrong is no violation
 * @param fits what must hold where the condition does
 * @param otherwise what must hold where it does not
 */
public record ConditionCheck(Check condition, Check fits, Check otherwise) implements Check {
    @Override
    public boolean accepts(JsonNode value) {
        return (condition.accepts(value) ? fits : otherwise).accepts(value);
    }

    @Override
    public void report(JsonNode value, Report report) {
        (condition.accepts(value) ? fits : otherwise).report(value, report);
    }
}
