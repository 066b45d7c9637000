package io.saltbus.rabbitmq.campaign;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How the publishes of one process ended. Safe for use from any thread. */
final class Outcomes {
    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder unrouted = new LongAdder();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();

    void begun() {
        begun.increment();
    }

    void confirmed(boolean routed) {
        if (!routed) {
            unrouted.increment();
        }
        ended.increment();
    }

    void failed(Throwable failure) {
        failures.computeIfAbsent(failure.getClass().getSimpleName(), first -> new LongAdder())
                .increment();
        ended.increment();
    }

    long published() {
        return begun.sum();
    }

    /** Confirmed without a queue that took them. */
    long unrouted() {
        return unrouted.sum();
    }

    /** Futures that have not completed. */
    long hanging() {
        return begun.sum() - ended.sum();
    }

    /** Failures by the name of their class. */
    Map<String, Long> failed() {
        var counts = new TreeMap<String, Long>();
        failures.forEach((kind, count) -> counts.put(kind, count.sum()));
        return counts;
    }
}
