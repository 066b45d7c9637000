package io.saltbus.core.subscribe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a handler wants to become of a delivery, where it decides by itself. It is the value of the future that it returns. */
public sealed interface Settlement {
    /** The event is handled. */
    static Settlement ack() {
        return Ack.INSTANCE;
    }

    /** The event is to be tried again as the retry policy waits, as long as tries are left; then it is a dead letter. */
    static Settlement retry(Throwable cause) {
        return new Retry(cause, null);
    }

    /** The event is to be tried again after this time, as long as tries are left; then it is a dead letter. */
    static Settlement retry(Throwable cause, Duration after) {
        return new Retry(cause, after);
    }

    /** The event can never be handled. */
    static Settlement deadLetter(Throwable cause) {
        return new DeadLetter(cause);
    }

    /** Handled. */
    record Ack() implements Settlement {
        private static final Ack INSTANCE = new Ack();
    }

    /**
     * To be tried again.
     *
     * @param cause why
     * @param after when: zero or more; null as the retry policy waits
     */
    record Retry(Throwable cause, @Nullable Duration after) implements Settlement {
        /** Checks the range. */
        public Retry {
            if (after != null && after.isNegative()) {
                throw new IllegalArgumentException("after must be zero or more, was " + after);
            }
        }
    }

    /**
     * Never to be tried again.
     *
     * @param cause why
     */
    record DeadLetter(Throwable cause) implements Settlement {}
}
