package io.saltbus.cli.internal.event;

import io.saltbus.core.time.Scheduler;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be printed. While there is room, what arrives is done at once. While there is none, it stays unsettled, so that the broker
 * sends no more than the prefetch; and where nothing was printed for a while, it is dropped and counted, so that the broker does not fill
 * up for a terminal that stands still.
 *
 * <p>{@link #offer} is called on the context, {@link #take} on the thread that prints.
 */
final class Backlog<T> {
    private final Context context;
    private final Scheduler scheduler;
    private final Duration patience;
    private final BlockingQueue<T> ready;
    private final Deque<Waiting<T>> waiting = new ArrayDeque<>();
    private Scheduler.@Nullable Timer giveUp;
    private boolean stalled;
    private volatile boolean full;
    private volatile long dropped;

    private record Waiting<T>(T item, Runnable done) {}

    /**
     * @param room how many wait here: 1 or more
     * @param patience how long nothing may be printed before what arrives is dropped
     */
    Backlog(Context context, Scheduler scheduler, int room, Duration patience) {
        this.context = context;
        this.scheduler = scheduler;
        this.patience = patience;
        this.ready = new ArrayBlockingQueue<>(room);
    }

    /**
     * Takes what has arrived.
     *
     * @param done called once, on the context, when it is printed soon, or never
     */
    void offer(T item, Runnable done) {
        if (waiting.isEmpty() && ready.offer(item)) {
            done.run();
            return;
        }
        if (stalled) {
            drop(done);
            return;
        }
        waiting.add(new Waiting<>(item, done));
        full = true;
        refill(); // the printer may have made room before it could see that somebody waits
    }

    /** The next to print; null where there was none within the time. */
    @Nullable
    T take(Duration atMost) throws InterruptedException {
        T next = ready.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null && full) {
            context.runOnContext(made -> refill());
        }
        return next;
    }

    /** Whether nothing waits to be printed. */
    boolean empty() {
        return ready.isEmpty();
    }

    /** How many were never printed. */
    long dropped() {
        return dropped;
    }

    private void refill() {
        boolean moved = false;
        while (!waiting.isEmpty() && ready.offer(waiting.element().item())) {
            waiting.remove().done().run();
            moved = true;
        }
        if (moved || (stalled && ready.remainingCapacity() > 0)) {
            stalled = false;
            stopWaiting();
        }
        full = stalled || !waiting.isEmpty();
        if (!waiting.isEmpty() && giveUp == null) {
            giveUp = scheduler.schedule(patience, context, this::stall);
        }
    }

    private void stopWaiting() {
        if (giveUp != null) {
            giveUp.cancel();
            giveUp = null;
        }
    }

    private void stall() {
        giveUp = null;
        stalled = true;
        while (!waiting.isEmpty()) {
            drop(waiting.remove().done());
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // the context alone writes it
    private void drop(Runnable done) {
        dropped++;
        done.run();
    }
}
