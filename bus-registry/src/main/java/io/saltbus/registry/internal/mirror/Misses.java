package io.saltbus.registry.internal.mirror;

import io.saltbus.core.time.Scheduler;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Topics that were looked for in vain: each is asked for once in a while, and not with every message. Safe for use from any thread.
 */
final class Misses {
    /** How long a topic is not asked for again; less than the wait of a message for its schema. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    /** How many are remembered. Publishers elsewhere choose the names. */
    static final int MOST = 10_000;

    private final Scheduler scheduler;
    private final ConcurrentMap<String, Long> asked = new ConcurrentHashMap<>();
    private volatile long swept;

    Misses(Scheduler scheduler) {
        this.scheduler = scheduler;
        this.swept = scheduler.nanoTime();
    }

    /** Whether it is time to ask for this topic. Of threads that ask together, one is told so. */
    boolean toBeAsked(String topic) {
        long now = scheduler.nanoTime();
        Long last = asked.get(topic);
        if (last == null) {
            return hasRoom(now) && asked.putIfAbsent(topic, now) == null;
        }
        return now - last >= PAUSE.toNanos() && asked.replace(topic, last, now);
    }

    /** Whether it was looked for lately. */
    boolean has(String topic) {
        return asked.containsKey(topic);
    }

    private boolean hasRoom(long now) {
        if (asked.size() >= MOST && now - swept >= PAUSE.toNanos()) {
            swept = now;
            asked.values().removeIf(last -> now - last >= PAUSE.toNanos());
        }
        return asked.size() < MOST;
    }
}
