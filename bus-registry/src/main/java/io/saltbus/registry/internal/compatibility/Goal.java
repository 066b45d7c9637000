package io.saltbus.registry.internal.compatibility;

/**
 * What one value shall keep, or shall break.
 *
 * @param form the rule
 * @param kept whether the value shall keep it
 * @param written whether it comes from the schema by which payloads are written: only that one tells which properties they have
 */
record Goal(Form form, boolean kept, boolean written) {
    Goal opposite() {
        return new Goal(form, !kept, written);
    }

    Goal of(Form other) {
        return new Goal(other, kept, written);
    }

    Goal against(Form other) {
        return new Goal(other, !kept, written);
    }

    /** A number that no other goal of the same {@link Forms} has. */
    int code() {
        return (form.id() << 2) | (kept ? 2 : 0) | (written ? 1 : 0);
    }
}
