package io.saltbus.core.subscribe;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before a retry. */
@FunctionalInterface
public interface BackoffStrategy {
    /**
     * The wait before a retry.
     *
     * @param retry which retry it is: 1 or more
     * @return zero or more; what is longer than 8 years is cut to that
     */
    Duration delay(int retry);

    /** The same wait each time. */
    static BackoffStrategy fixed(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("backoff must be zero or more, was " + delay);
        }
        return retry -> delay;
    }

    /** Doubles from {@code initial} up to {@code max}. */
    static BackoffStrategy exponential(Duration initial, Duration max) {
        return exponential(initial, max, 2);
    }

    /**
     * Multiplies from {@code initial} up to {@code max}.
     *
     * @param initial the first wait: above zero
     * @param max the longest wait: {@code initial} or more
     * @param multiplier 1 or more
     */
    static BackoffStrategy exponential(Duration initial, Duration max, double multiplier) {
        if (initial.isNegative() || initial.isZero() || max.compareTo(initial) < 0) {
            throw new IllegalArgumentException(
                    "backoff needs 0 < initial <= max, was initial " + initial + " and max " + max);
        }
        if (!(multiplier >= 1)) {
            throw new IllegalArgumentException("backoff multiplier must be 1 or more, was " + multiplier);
        }
        double initialMillis = initial.toMillis();
        return retry -> {
            double millis = initialMillis * Math.pow(multiplier, retry - 1.0);
            return millis >= max.toMillis() ? max : Duration.ofMillis((long) millis);
        };
    }

    /**
     * Lengthens every wait of this strategy by a random share. It never shortens one, so a limit that a wait respects is kept.
     *
     * @param share the largest share to add: 0 to 1
     * @param random where the randomness comes from; used from several threads
     */
    default BackoffStrategy withJitter(double share, RandomGenerator random) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("jitter must be 0..1, was " + share);
        }
        return retry -> {
            Duration delay = delay(retry);
            return delay.plusMillis((long) (delay.toMillis() * share * random.nextDouble()));
        };
    }
}
