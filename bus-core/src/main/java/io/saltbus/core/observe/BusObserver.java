package io.saltbus.core.observe;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.publish.PublishOutcome;
import java.time.Duration;

/**
 * Is told what the bus does: for metrics, logs, tests. Called on the threads that do the work, so it must be quick, must not block and
 * must not throw; what it throws is logged and nothing else.
 */
public interface BusObserver {
    /**
     * A publish ended.
     *
     * @param envelope the message's
     * @param bytes its payload's size
     * @param outcome confirmed or not
     * @param took from the call to its end
     */
    default void published(Envelope envelope, int bytes, PublishOutcome outcome, Duration took) {}

    /** A handler is called, with this message or with several of which this is the first. */
    default void called(String handler, Envelope envelope) {}

    /** A delivery ended. */
    default void settled(Settled delivery) {}

    /**
     * A handler held its event loop, on which nothing else ran meanwhile.
     *
     * @param blocked how long: 100 ms or more
     */
    default void blockedLoop(String handler, Envelope envelope, Duration blocked) {}

    /** A handler reached its soft time limit and is still running. */
    default void softLimitReached(String handler, Envelope envelope) {}

    /** A handler still ran after twice its time limit; the bus no longer counts on its end. */
    default void abandoned(String handler, Envelope envelope) {}
}
