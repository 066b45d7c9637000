package io.saltbus.core.internal.schema.check;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One thing that a schema asks of a value. Valid values, nearly all of them, only ever meet {@link #accepts}, which keeps no path and
 * makes no objects; where it says no, {@link #report} goes over the value again. Immutable once compiled.
 */
public interface Check {
    /** Accepts every value. */
    Check ANYTHING = new Check() {
        @Override
        public boolean accepts(JsonNode value) {
            return true;
        }

        @Override
        public void report(JsonNode value, Report report) {
            // every value is accepted, so there is nothing to tell
        }
    };

    /** Whether the value is what the schema asks for. */
    boolean accepts(JsonNode value);

    /** Adds every way in which the value is not what the schema asks for; nothing where it is accepted. */
    void report(JsonNode value, Report report);
}
