package io.saltbus.benchmarks.rabbitmq;

/** Counts confirms: a broker confirms one message, or all up to one, in any order within the window. Used by one thread at a time. */
final class Confirms {
    private static final int SLOTS = 4096;

    private final boolean[] confirmed = new boolean[SLOTS];
    private long lowest = 1;

    /** How many messages this confirm is the first for. */
    int count(long tag, boolean multiple) {
        int count = 0;
        if (multiple) {
            while (lowest <= tag) {
                count += take() ? 0 : 1;
            }
        } else {
            confirmed[slot(tag)] = true;
            count = 1;
        }
        while (confirmed[slot(lowest)]) {
            take();
        }
        return count;
    }

    private boolean take() {
        boolean before = confirmed[slot(lowest)];
        confirmed[slot(lowest)] = false;
        lowest++;
        return before;
    }

    private static int slot(long tag) {
        return (int) (tag & (SLOTS - 1));
    }
}
