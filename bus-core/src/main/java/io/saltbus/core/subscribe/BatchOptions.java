package io.saltbus.core.subscribe;

import java.time.Duration;

/**
 * How events are gathered for a handler that takes many at once.
 *
 * @param size the largest number of events in a call: 1 or more
 * @param maxWait how long the first of them may wait for more: above zero
 */
public record BatchOptions(int size, Duration maxWait) {
    /** Checks the ranges. */
    public BatchOptions {
        if (size < 1) {
            throw new IllegalArgumentException("batch size must be 1 or more, was " + size);
        }
        if (maxWait.isNegative() || maxWait.isZero()) {
            throw new IllegalArgumentException("batch maxWait must be above zero, was " + maxWait);
        }
    }
}
