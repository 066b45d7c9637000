package io.saltbus.core.internal.dispatch;

import io.saltbus.core.subscribe.RateLimit;
import io.saltbus.core.time.Scheduler;
import java.time.Duration;
import java.util.PriorityQueue;

/** Spaces the calls of one handler in this process evenly. Shared by the contexts of its instances. */
final class RateGate {
    /** How long a delivery is held for its turn; one that must wait longer goes back to its queue, where others can take it. */
    static final Duration LONGEST_HOLD = Duration.ofMinutes(1);

    private final Scheduler scheduler;
    private final long intervalNanos;
    private final PriorityQueue<Long> givenBack = new PriorityQueue<>();
    private long nextNanos;

    RateGate(RateLimit limit, Scheduler scheduler) {
        this.scheduler = scheduler;
        this.intervalNanos = limit.interval().toNanos();
        this.nextNanos = scheduler.nanoTime();
    }

    /**
     * A turn to call.
     *
     * @param atNanos when, by the scheduler's clock
     * @param away how long until then: zero for now
     * @param taken whether it belongs to whoever asked; false where it is too far away
     */
    record Turn(long atNanos, Duration away, boolean taken) {}

    /** Asks for the next turn, and takes it unless it is further away than the longest hold. */
    synchronized Turn next(Duration longestHold) {
        long now = scheduler.nanoTime();
        while (!givenBack.isEmpty() && givenBack.peek() < now) {
            givenBack.remove();
        }
        Long again = givenBack.poll();
        if (again != null) {
            return new Turn(again, Duration.ofNanos(again - now), true);
        }
        long turn = Math.max(nextNanos, now);
        Duration wait = Duration.ofNanos(turn - now);
        boolean taken = wait.compareTo(longestHold) <= 0;
        if (taken) {
            nextNanos = turn + intervalNanos;
        }
        return new Turn(turn, wait, taken);
    }

    /** Leaves a turn that was taken to whoever asks next. */
    synchronized void giveBack(Turn turn) {
        givenBack.add(turn.atNanos());
    }

    /** The prefetch that the rate leaves room for: what is called within a minute, and at least one. */
    static int cap(int prefetch, RateLimit limit) {
        long withinHold = LONGEST_HOLD.toNanos() / Math.max(1, limit.interval().toNanos());
        return (int) Math.max(1, Math.min(prefetch, withinHold));
    }
}
