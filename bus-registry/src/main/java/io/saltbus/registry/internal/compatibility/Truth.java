package io.saltbus.registry.internal.compatibility;

/** What is known of a statement. */
enum Truth {
    YES,
    NO,
    UNKNOWN;

    static Truth of(boolean known) {
        return known ? YES : NO;
    }

    Truth not() {
        return this == UNKNOWN ? UNKNOWN : of(this == NO);
    }
}
