package io.saltbus.core.time;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Timers on the context's own Netty loop: no hop to another thread, and finer than the millisecond of {@code Vertx.setTimer}. */
final class RealScheduler implements Scheduler {
    RealScheduler(Vertx vertx) {
        Objects.requireNonNull(vertx, "vertx");
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer schedule(Duration delay, Context context, Runnable task) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must be zero or more, was " + delay);
        }
        try {
            var waiting = ((ContextInternal) context)
                    .nettyEventLoop()
                    .schedule(
                            () -> context.runOnContext(turn -> task.run()),
                            saturatedNanos(delay),
                            TimeUnit.NANOSECONDS);
            return () -> waiting.cancel(false);
        } catch (RejectedExecutionException loopIsGone) {
            // Vert.x was closed under the bus: nothing runs there any more, and nothing waits for this timer
            return () -> false;
        }
    }

    private static long saturatedNanos(Duration delay) {
        return delay.toSeconds() >= Long.MAX_VALUE / 1_000_000_000L ? Long.MAX_VALUE : delay.toNanos();
    }
}
