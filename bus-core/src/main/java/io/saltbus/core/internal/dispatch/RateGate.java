package io.saltbus.core.internal.dispatch;

import io.saltbus.core.subscribe.RateLimit;
import io.saltbus.core.time.Scheduler;
import java.time.Duration;

/** Spaces the calls of one handler in this process evenly. Shared by the contexts of its instances. */
final class RateGate {
    /** How long a delivery is held for its turn; one that must wait longer goes back to its queue, where others can take it. */
    static final Duration LONGEST_HOLD = Duration.ofMinutes(1);

    private final Scheduler scheduler;
    private final long intervalNanos;
    private long nextNanos;

    RateGate(RateLimit limit, Scheduler scheduler) {
        this.scheduler = scheduler;
        this.intervalNanos = limit.interval().toNanos();
        this.nextNanos = scheduler.nanoTime();
    }

    /**
     * Asks for the next turn, and takes it unless it is further away than {@link #LONGEST_HOLD}.
     *
     * @return how long until that turn: zero for now
     */
    synchronized Duration next() {
        long now = scheduler.nanoTime();
        long turn = Math.max(nextNanos, now);
        Duration wait = Duration.ofNanos(turn - now);
        if (wait.compareTo(LONGEST_HOLD) <= 0) {
            nextNanos = turn + intervalNanos;
        }
        return wait;
    }

    /** The prefetch that the rate leaves room for: what is called within a minute, and at least one. */
    static int cap(int prefetch, RateLimit limit) {
        long withinHold = LONGEST_HOLD.toNanos() / Math.max(1, limit.interval().toNanos());
        return (int) Math.max(1, Math.min(prefetch, withinHold));
    }
}
