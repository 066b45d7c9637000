package io.saltbus.core.internal.schema.check;

import com.fasterxml.jackson.databind.JsonNode;

/** Stands for a check that is still being compiled: the place where a recursive schema meets itself. */
public final class Reference implements Check {
    private Check target = ANYTHING;

    /** Says what it stands for, once, before the plan is used. */
    public void bind(Check compiled) {
        target = compiled;
    }

    @Override
    public boolean accepts(JsonNode value) {
        return target.accepts(value);
    }

    @Override
    public void report(JsonNode value, Report report) {
        target.report(value, report);
    }
}
