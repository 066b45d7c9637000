package io.saltbus.core.time;

import io.vertx.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Time that stands still until a test moves it with {@link #advance(Duration)}. Tasks that fall due are handed to their contexts in
 * the order of their times; what they then do there is not waited for.
 */
public final class VirtualScheduler implements Scheduler {
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private Instant now;
    private long elapsedNanos;
    private long made;
    private int handedOver;

    /** @param start what the clock shows at first */
    public VirtualScheduler(Instant start) {
        this.now = start;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized long nanoTime() {
        return elapsedNanos;
    }

    @Override
    public Timer schedule(Duration delay, Context context, Runnable task) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must be zero or more, was " + delay);
        }
        synchronized (this) {
            var waiting = new Task(Math.addExact(elapsedNanos, delay.toNanos()), made++, context, task);
            tasks.add(waiting);
            return () -> remove(waiting);
        }
    }

    private synchronized boolean remove(Task task) {
        return tasks.remove(task);
    }

    /** How long until the next task falls due, zero where one is due already, empty where none waits. */
    public synchronized Optional<Duration> nextIn() {
        return Optional.ofNullable(tasks.peek())
                .map(task -> Duration.ofNanos(Math.max(0, task.dueNanos - elapsedNanos)));
    }

    /**
     * Moves the clock forward and hands every task that falls due to its context, each at its own time.
     *
     * @param step zero or more
     */
    public void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("time cannot be moved back, was asked for " + step);
        }
        for (Task task : moveBy(step.toNanos())) {
            task.context.runOnContext(turn -> run(task));
        }
    }

    /** Whether every task that fell due has run to its end. */
    public synchronized boolean idle() {
        return handedOver == 0;
    }

    private void run(Task task) {
        try {
            task.body.run();
        } finally {
            synchronized (this) {
                handedOver--;
            }
        }
    }

    private synchronized List<Task> moveBy(long stepNanos) {
        long target = Math.addExact(elapsedNanos, stepNanos);
        var due = new ArrayList<Task>();
        for (Task next = tasks.peek(); next != null && next.dueNanos <= target; next = tasks.peek()) {
            due.add(tasks.remove());
            handedOver++;
        }
        now = now.plusNanos(stepNanos);
        elapsedNanos = target;
        return due;
    }

    private record Task(long dueNanos, long order, Context context, Runnable body) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            return dueNanos != other.dueNanos
                    ? Long.compare(dueNanos, other.dueNanos)
                    : Long.compare(order, other.order);
        }
    }
}
