package io.saltbus.core.time;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;

/**
 * The only source of time in the bus: the wall clock to record, the monotonic clock to measure, and timers. Injected, so that
 * tests run on {@link VirtualScheduler} and wait for nothing.
 *
 * <p>Safe for use from any thread.
 */
public interface Scheduler {
    /** The wall clock, in UTC. It may jump; durations are measured with {@link #nanoTime()}. */
    Instant now();

    /** A monotonic clock in nanoseconds, of no meaning but for the difference of two readings. */
    long nanoTime();

    /**
     * Runs a task once, later.
     *
     * @param delay zero or more; zero means the next turn of the context
     * @param context where the task runs
     * @param task must not block
     * @return the handle to cancel it with
     */
    Timer schedule(Duration delay, Context context, Runnable task);

    /** One task that waits for its time. */
    @FunctionalInterface
    interface Timer {
        /** Stops the task from running. Returns false where it has run, runs now, or was cancelled before. */
        boolean cancel();
    }

    /**
     * Real time, kept by the event loops of Vert.x.
     *
     * @param vertx whose event loops run the timers
     */
    static Scheduler real(Vertx vertx) {
        return new RealScheduler(vertx);
    }
}
