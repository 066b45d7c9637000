package io.saltbus.core;

import io.saltbus.core.time.Scheduler;
import io.vertx.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Real time, counting the timers that have neither run nor been cancelled. */
final class CountingScheduler implements Scheduler {
    private final Scheduler real;
    private final AtomicInteger waiting = new AtomicInteger();

    CountingScheduler(Scheduler real) {
        this.real = real;
    }

    int waiting() {
        return waiting.get();
    }

    @Override
    public Instant now() {
        return real.now();
    }

    @Override
    public long nanoTime() {
        return real.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Context context, Runnable task) {
        var over = new AtomicBoolean();
        waiting.incrementAndGet();
        Timer timer = real.schedule(delay, context, () -> {
            end(over);
            task.run();
        });
        return () -> {
            boolean cancelled = timer.cancel();
            if (cancelled) {
                end(over);
            }
            return cancelled;
        };
    }

    private void end(AtomicBoolean over) {
        if (over.compareAndSet(false, true)) {
            waiting.decrementAndGet();
        }
    }
}
