package io.saltbus.core.internal.schema.check;

import com.fasterxml.jackson.databind.JsonNode;

/** The keywords {@code contains}, {@code minContains} and {@code maxContains}. */
public final class ContainsCheck implements Check {
    private final JsonNode schema;
    private final Check item;
    private final int least;
    private final int most;

    /**
     * Compiles the three keywords.
     *
     * @param schema that has them
     * @param item what is counted
     */
    public ContainsCheck(JsonNode schema, Check item) {
        this.schema = schema;
        this.item = item;
        this.least = schema.has("minContains") ? Sizes.bound(schema.get("minContains")) : 1;
        this.most = schema.has("maxContains") ? Sizes.bound(schema.get("maxContains")) : Integer.MAX_VALUE;
    }

    @Override
    public boolean accepts(JsonNode value) {
        if (!value.isArray()) {
            return true;
        }
        int found = found(value);
        return found >= least && found <= most;
    }

    private int found(JsonNode array) {
        int found = 0;
        for (JsonNode held : array) {
            if (item.accepts(held)) {
                found++;
            }
        }
        return found;
    }

    @Override
    public void report(JsonNode value, Report report) {
        if (!value.isArray()) {
            return;
        }
        int found = found(value);
        if (found < least) {
            report(schema.has("minContains") ? "minContains" : "contains", value, report);
        }
        if (found > most) {
            report("maxContains", value, report);
        }
    }

    private void report(String keyword, JsonNode value, Report report) {
        report.add(keyword, schema.get(keyword), value);
    }
}
