package io.saltbus.core.internal.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.List;

/** What the items of an array must be: {@code prefixItems}, each at its place, and {@code items} for the rest. */
public final class ItemsCheck implements Check {
    private final Check[] first;
    private final Check rest;

    /**
     * Compiles both.
     *
     * @param first one check an item
     * @param rest of every further item
     */
    public ItemsCheck(List<Check> first, Check rest) {
        this.first = first.toArray(Check[]::new);
        this.rest = rest;
    }

    /** Allows no more items than that. */
    public static Check atMost(int items) {
        return new Assertion("items", BooleanNode.FALSE, value -> !value.isArray() || value.size() <= items);
    }

    @Override
    public boolean accepts(JsonNode value) {
        if (!value.isArray()) {
            return true;
        }
        int size = rest == ANYTHING ? Math.min(first.length, value.size()) : value.size();
        for (int index = 0; index < size; index++) {
            if (!at(index).accepts(value.get(index))) {
                return false;
            }
        }
        return true;
    }

    private Check at(int index) {
        return index < first.length ? first[index] : rest;
    }

    @Override
    public void report(JsonNode value, Report report) {
        if (!value.isArray()) {
            return;
        }
        for (int index = 0; index < value.size(); index++) {
            report.enter(String.valueOf(index));
            at(index).report(value.get(index), report);
            report.leave();
        }
    }
}
