package io.saltbus.registry.internal.compatibility;

/** How many steps a comparison may take, so that no schema takes for ever. */
final class Budget {
    private long left;

    Budget(long steps) {
        this.left = steps;
    }

    /** Takes one step; false where none is left. */
    boolean spend() {
        return spend(1);
    }

    /** Takes as many; false where not so many were left. */
    boolean spend(int steps) {
        left -= steps;
        return left >= 0;
    }
}
