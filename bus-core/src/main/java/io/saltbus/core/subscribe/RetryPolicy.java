package io.saltbus.core.subscribe;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * When a failed handler is tried again. Immutable; start from {@link #defaults()} or {@link #none()}.
 *
 * @param maxRetries how many tries may follow the first: 0 or more, default 3
 * @param backoff how long to wait before each; default 1 s doubling to 10 min, each up to a tenth longer
 * @param retryOn failures that are tried again, with their subclasses; default every {@link Exception}
 * @param dontRetryOn failures that are not, even if {@code retryOn} has them; default none
 */
public record RetryPolicy(
        int maxRetries,
        BackoffStrategy backoff,
        List<Class<? extends Throwable>> retryOn,
        List<Class<? extends Throwable>> dontRetryOn) {
    private static final RandomGenerator RANDOM =
            () -> ThreadLocalRandom.current().nextLong();
    private static final RetryPolicy DEFAULTS = new RetryPolicy(
            3,
            BackoffStrategy.exponential(Duration.ofSeconds(1), Duration.ofMinutes(10))
                    .withJitter(0.1, RANDOM),
            List.of(Exception.class),
            List.of());

    /** Checks the ranges. */
    public RetryPolicy {
        if (maxRetries < 0) {
            throw new IllegalArgumentException("maxRetries must be 0 or more, was " + maxRetries);
        }
        retryOn = List.copyOf(retryOn);
        dontRetryOn = List.copyOf(dontRetryOn);
    }

    /** Three retries of any exception, after about 1, 2 and 4 seconds. */
    public static RetryPolicy defaults() {
        return DEFAULTS;
    }

    /** No retry: the first failure makes a dead letter. */
    public static RetryPolicy none() {
        return DEFAULTS.withMaxRetries(0);
    }

    /** Whether a failure of this kind is tried again, as long as tries are left. */
    public boolean retries(Throwable failure) {
        return retryOn.stream().anyMatch(type -> type.isInstance(failure))
                && dontRetryOn.stream().noneMatch(type -> type.isInstance(failure));
    }

    /** The same with another number of retries. */
    public RetryPolicy withMaxRetries(int retries) {
        return new RetryPolicy(retries, backoff, retryOn, dontRetryOn);
    }

    /** The same with other waits. */
    public RetryPolicy withBackoff(BackoffStrategy strategy) {
        return new RetryPolicy(maxRetries, strategy, retryOn, dontRetryOn);
    }

    /** The same for these failures only. */
    public RetryPolicy withRetryOn(List<Class<? extends Throwable>> failures) {
        return new RetryPolicy(maxRetries, backoff, failures, dontRetryOn);
    }

    /** The same without these failures. */
    public RetryPolicy withDontRetryOn(List<Class<? extends Throwable>> failures) {
        return new RetryPolicy(maxRetries, backoff, retryOn, failures);
    }
}
