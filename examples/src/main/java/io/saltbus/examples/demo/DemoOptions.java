package io.saltbus.examples.demo;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the demo runs.
 *
 * @param runFor how long orders are placed: above zero; null until somebody ends it
 * @param ordersPerSecond 1 to 1000, default 50
 * @param settleWithin how long the end waits for what is still on its way: zero or more, default 20 s
 */
record DemoOptions(@Nullable Duration runFor, int ordersPerSecond, Duration settleWithin) {
    private static final String SECONDS = "DEMO_SECONDS";

    DemoOptions {
        if (runFor != null && (runFor.isNegative() || runFor.isZero())) {
            throw new IllegalArgumentException("runFor must be above zero, was " + runFor);
        }
        if (ordersPerSecond < 1 || ordersPerSecond > 1_000) {
            throw new IllegalArgumentException("ordersPerSecond must be 1..1000, was " + ordersPerSecond);
        }
        if (settleWithin.isNegative()) {
            throw new IllegalArgumentException("settleWithin must be zero or more, was " + settleWithin);
        }
    }

    /** Until somebody ends it, 50 orders a second. */
    static DemoOptions defaults() {
        return new DemoOptions(null, 50, Duration.ofSeconds(20));
    }

    /**
     * The defaults, and what the environment says.
     *
     * @throws IllegalArgumentException naming the variable, its value and the accepted form
     */
    static DemoOptions of(Map<String, String> environment) {
        String seconds = environment.getOrDefault(SECONDS, "");
        if (seconds.isBlank()) {
            return defaults();
        }
        if (!seconds.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(SECONDS + " is \"" + seconds
                    + "\". Accepted: a whole number of seconds from 1 to 999999999, or nothing to run until Ctrl-C");
        }
        return defaults().withRunFor(Duration.ofSeconds(Long.parseLong(seconds)));
    }

    /** Placing orders this long. */
    DemoOptions withRunFor(Duration value) {
        return new DemoOptions(value, ordersPerSecond, settleWithin);
    }

    /** Waiting this long at the end. */
    DemoOptions withSettleWithin(Duration value) {
        return new DemoOptions(runFor, ordersPerSecond, value);
    }
}
