package io.saltbus.benchmarks.rabbitmq;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Watches one move of messages: which threads run, and how long the loop is kept from other work. Costs too much to measure at the
 * same time.
 *
 * @param threads CPU in us a message, by name of the thread; those under 0.05 us left out
 * @param worstLoopDelayMillis the longest that a task of the loop, due every ms, came late; NaN without a loop
 */
record Watch(Map<String, Double> threads, double worstLoopDelayMillis) {
    static Watch move(Lane lane, int messages) throws Exception {
        EventLoop loop = lane.loop();
        Lateness lateness = loop == null ? null : new Lateness(loop);
        Threads before = Threads.now();
        lane.move(messages);
        Threads after = Threads.now();
        var used = new TreeMap<String, Double>();
        after.cpuNanos().forEach((name, nanos) -> {
            double micros = (nanos - before.cpuNanos().getOrDefault(name, 0L)) / 1e3 / messages;
            if (micros >= 0.05) {
                used.put(name, micros);
            }
        });
        return new Watch(used, worst(lateness));
    }

    private static double worst(@Nullable Lateness lateness) throws Exception {
        return lateness == null ? Double.NaN : lateness.end() / 1e6;
    }

    @Override
    public String toString() {
        String delay = Double.isNaN(worstLoopDelayMillis)
                ? "no loop"
                : String.format("loop at most %.1f ms late", worstLoopDelayMillis);
        return delay + "; "
                + threads.entrySet().stream()
                        .map(thread -> String.format("%s %.1f us", thread.getKey(), thread.getValue()))
                        .collect(Collectors.joining(", "));
    }

    /** A task of the loop that is due every ms. */
    private static final class Lateness {
        private static final long EVERY_NANOS = 1_000_000;

        private final EventLoop loop;
        private final ScheduledFuture<?> ticks;
        private long last = System.nanoTime();
        private long worst;

        Lateness(EventLoop loop) {
            this.loop = loop;
            ticks = loop.scheduleAtFixedRate(this::tick, EVERY_NANOS, EVERY_NANOS, TimeUnit.NANOSECONDS);
        }

        long end() throws Exception {
            ticks.cancel(false);
            return loop.submit(() -> worst).get();
        }

        private void tick() {
            long now = System.nanoTime();
            worst = Math.max(worst, now - last - EVERY_NANOS);
            last = now;
        }
    }
}
