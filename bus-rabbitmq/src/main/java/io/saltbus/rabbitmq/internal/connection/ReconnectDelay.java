package io.saltbus.rabbitmq.internal.connection;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: longer each time, and random, so that a fleet does not come back as one. */
final class ReconnectDelay {
    static final Duration LEAST = Duration.ofMillis(100);
    static final Duration MOST = Duration.ofSeconds(5);
    private static final int DOUBLINGS = 6; // 100 ms times 2 to the 6th is above 5 s

    private ReconnectDelay() {}

    /**
     * The wait after so many failures in a row.
     *
     * @param failures 1 or more
     */
    static Duration after(int failures, RandomGenerator random) {
        long leastMs = LEAST.toMillis();
        long ceilingMs = Math.min(MOST.toMillis(), leastMs << Math.min(failures, DOUBLINGS));
        return Duration.ofMillis(random.nextLong(leastMs, ceilingMs + 1));
    }
}
