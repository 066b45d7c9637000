package io.saltbus.core.transport;

import io.saltbus.core.event.Envelope;
import java.time.Duration;

/** What becomes of a delivered message. */
public sealed interface Disposition {
    /** It is done, and leaves the queue. */
    record Ack() implements Disposition {
        /** The one instance that is needed. */
        public static final Ack INSTANCE = new Ack();
    }

    /**
     * It comes back to the same queue, and to no other.
     *
     * @param envelope the envelope it comes back with, its attempt counted by the caller
     * @param after not before this time has passed: zero or more
     */
    record Retry(Envelope envelope, Duration after) implements Disposition {}

    /**
     * It moves to the queue's dead letters.
     *
     * @param report why
     */
    record DeadLetter(DeathReport report) implements Disposition {}

    /** It goes back to its queue unhandled, for another consumer: to the head, where the broker can. */
    record Release() implements Disposition {
        /** The one instance that is needed. */
        public static final Release INSTANCE = new Release();
    }
}
