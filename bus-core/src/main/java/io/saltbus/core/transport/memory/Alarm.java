package io.saltbus.core.transport.memory;

import io.saltbus.core.time.Scheduler;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Everything of one broker that waits for its time, on a single timer of the scheduler. Its entries run under the broker's guard, in the
 * order of their times.
 */
final class Alarm {
    // beyond this many cancelled entries, they are swept out as soon as they are the greater part
    private static final int SWEEP = 64;
    // 146 years: sums of this and a clock reading do not overflow when they are compared by their difference
    private static final long FOREVER = Long.MAX_VALUE / 2;

    private final Scheduler scheduler;
    private final Context context;
    private final Guard guard;
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long made;
    private int cancelled;
    private Scheduler.@Nullable Timer timer;
    private long timerDue;

    Alarm(Scheduler scheduler, Context context, Guard guard) {
        this.scheduler = scheduler;
        this.context = context;
        this.guard = guard;
    }

    /** The reading of the clock after this much time. */
    long dueIn(Duration delay) {
        return scheduler.nanoTime() + nanos(delay);
    }

    boolean isDue(long due) {
        return due - scheduler.nanoTime() <= 0;
    }

    Entry at(long due, Runnable action) {
        var entry = new Entry(due, made++, action);
        entries.add(entry);
        if (timer == null || due - timerDue < 0) {
            arm(due);
        }
        return entry;
    }

    private void ring() {
        guard.enter();
        try {
            disarm(); // this timer, or the one that replaced it when it was on its way here already
            runDue();
            Entry next = entries.peek(); // none that was cancelled: no timer is armed for those
            if (next != null && timer == null) {
                arm(next.due);
            }
        } finally {
            guard.exit();
        }
    }

    private void runDue() {
        for (Entry next = entries.peek();
                next != null && (next.action == null || isDue(next.due));
                next = entries.peek()) {
            entries.remove();
            Runnable action = next.action;
            if (action == null) {
                cancelled--;
            } else {
                next.action = null;
                action.run();
            }
        }
    }

    private void arm(long due) {
        disarm();
        timerDue = due;
        // under the guard, which is safe: a scheduler never runs a task inside this call
        timer = scheduler.schedule(Duration.ofNanos(Math.max(0, due - scheduler.nanoTime())), context, this::ring);
    }

    private void disarm() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private static long nanos(Duration delay) {
        if (delay.isNegative()) {
            return 0;
        }
        return delay.compareTo(Duration.ofNanos(FOREVER)) >= 0 ? FOREVER : delay.toNanos();
    }

    private void sweep() {
        if (cancelled == entries.size()) {
            entries.clear();
            cancelled = 0;
            disarm();
        } else if (cancelled > SWEEP && cancelled > entries.size() / 2) {
            entries.removeIf(entry -> entry.action == null);
            cancelled = 0;
        }
    }

    /** One thing that waits for its time. */
    final class Entry implements Comparable<Entry> {
        private final long due;
        private final long order;
        // null once it has run or was cancelled, so that what it holds can go while the entry is still in line
        private @Nullable Runnable action;

        private Entry(long due, long order, Runnable action) {
            this.due = due;
            this.order = order;
            this.action = action;
        }

        /** Under the guard. */
        void cancel() {
            if (action != null) {
                action = null;
                cancelled++;
                sweep();
            }
        }

        @Override
        public int compareTo(Entry other) {
            return due != other.due ? Long.compare(due - other.due, 0) : Long.compare(order, other.order);
        }
    }
}
