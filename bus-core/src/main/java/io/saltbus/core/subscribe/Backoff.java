package io.saltbus.core.subscribe;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How long to wait between the tries of a handler, in {@link Subscribe}. In code it is a {@link BackoffStrategy}. */
@Documented
@Target({})
@Retention(RetentionPolicy.RUNTIME)
public @interface Backoff {
    /** The wait before the first retry: {@code 500ms}, {@code 1s}, {@code 5m}. */
    String initial() default "1s";

    /** The longest wait. */
    String max() default "10m";

    /** What each wait is multiplied by to give the next: 1 (always the same) or more. */
    double multiplier() default 2;

    /** Up to which share a wait is lengthened at random, so that retries spread out: 0 to 1. It never shortens one. */
    double jitter() default 0.1;
}
