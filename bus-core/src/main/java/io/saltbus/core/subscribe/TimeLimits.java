package io.saltbus.core.subscribe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long one call of a handler may take.
 *
 * @param soft when a warning is counted and logged, and a blocking handler is interrupted: above zero and below {@code hard}; null for never
 * @param hard when the call has failed, whatever it does later: above zero, default 30 s
 */
public record TimeLimits(@Nullable Duration soft, Duration hard) {
    /** Checks the ranges. */
    public TimeLimits {
        if (hard.isNegative() || hard.isZero()) {
            throw new IllegalArgumentException("timeLimit must be above zero, was " + hard);
        }
        if (soft != null && (soft.isNegative() || soft.isZero() || soft.compareTo(hard) >= 0)) {
            throw new IllegalArgumentException(
                    "softTimeLimit must be above zero and below timeLimit " + hard + ", was " + soft);
        }
    }

    /** No soft limit, 30 s hard. */
    public static TimeLimits defaults() {
        return hard(Duration.ofSeconds(30));
    }

    /** This hard limit and no soft one. */
    public static TimeLimits hard(Duration limit) {
        return new TimeLimits(null, limit);
    }
}
