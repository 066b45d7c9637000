package io.saltbus.rpc.internal.call;

import io.saltbus.core.time.Scheduler;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The timers of all calls on one timer of the scheduler, which runs only while any waits. To add and to cancel one costs the same however many
 * wait: most calls end long before their deadline. A task never runs early, and up to two ticks late. Safe for use from any thread.
 */
final class TimerWheel {
    static final Duration TICK = Duration.ofMillis(10);

    /** 41 s once around, so that the default timeout is not passed over first. */
    private static final int SLOTS = 4096;

    private static final long TICK_NANOS = TICK.toNanos();

    private final Scheduler scheduler;
    private final Context context;
    private final long originNanos;
    private final Entry[] slots = new Entry[SLOTS];
    private Scheduler.@Nullable Timer timer;
    private long done;
    private int waiting;
    private boolean closed;

    /** @param context where the tasks run */
    TimerWheel(Scheduler scheduler, Context context) {
        this.scheduler = scheduler;
        this.context = context;
        this.originNanos = scheduler.nanoTime();
        Arrays.setAll(slots, slot -> new Entry(slot, () -> {}));
    }

    /** One task that waits; a ring of them is a slot. */
    final class Entry {
        private final long due;
        private final Runnable task;
        private Entry before = this;
        private Entry after = this;

        private Entry(long due, Runnable task) {
            this.due = due;
            this.task = task;
        }

        /** Stops the task from running; does nothing where it has run or was cancelled before. */
        void cancel() {
            synchronized (TimerWheel.this) {
                if (after != this) {
                    unlink();
                }
            }
        }

        private void link(Entry head) {
            before = head.before;
            after = head;
            before.after = this;
            head.before = this;
            waiting++;
        }

        private void unlink() {
            before.after = after;
            after.before = before;
            before = this;
            after = this;
            waiting--;
        }
    }

    /**
     * Runs a task later.
     *
     * @param delay from now
     * @param task must not block or throw
     */
    Entry add(Duration delay, Runnable task) {
        synchronized (this) {
            long sinceOrigin = scheduler.nanoTime() - originNanos;
            if (timer == null) {
                done = sinceOrigin / TICK_NANOS; // nothing waits, so that no tick of the pause has anything to do
            }
            long due = (sinceOrigin + delay.toNanos() + TICK_NANOS - 1) / TICK_NANOS;
            var entry = new Entry(Math.max(due, done + 1), task);
            entry.link(slots[(int) (entry.due % SLOTS)]);
            if (timer == null && !closed) {
                timer = scheduler.schedule(TICK, context, this::tick);
            }
            return entry;
        }
    }

    private void tick() {
        List<Entry> due;
        synchronized (this) {
            due = takeDue();
            timer = waiting > 0 && !closed ? scheduler.schedule(TICK, context, this::tick) : null;
        }
        due.forEach(entry -> entry.task.run());
    }

    private List<Entry> takeDue() {
        long now = (scheduler.nanoTime() - originNanos) / TICK_NANOS;
        var due = new ArrayList<Entry>();
        // after a pause of more than once around, each slot is looked at once
        for (long tick = Math.max(done + 1, now - SLOTS + 1); tick <= now; tick++) {
            Entry head = slots[(int) (tick % SLOTS)];
            for (Entry entry = head.after; entry != head; ) {
                Entry next = entry.after;
                if (entry.due <= now) {
                    entry.unlink();
                    due.add(entry);
                }
                entry = next;
            }
        }
        done = now;
        due.sort(Comparator.comparingLong(entry -> entry.due));
        return due;
    }

    synchronized int waiting() {
        return waiting;
    }

    /** Runs no more tasks. */
    synchronized void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
        }
    }
}
