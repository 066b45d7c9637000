package io.saltbus.registry.internal.compatibility;

/** How many steps a comparison may take, so that no schema takes for ever. */
final class Budget {
    private long left;

    Budget(long steps) {
        this.left = steps;
    }

    /** Takes one step; false where none is left. */
    boolean spend() {
        return left-- > 0;
    }

    boolean isSpent() {
        return left <= 0;
    }
}
