package io.saltbus.core.internal.dispatch;

import io.saltbus.core.observe.Load;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what a bus is busy with, from all contexts. */
public final class LoadCounter {
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();

    void arrived() {
        inFlight.incrementAndGet();
    }

    void ended() {
        inFlight.decrementAndGet();
    }

    void callStarted() {
        running.incrementAndGet();
    }

    void callEnded() {
        running.decrementAndGet();
    }

    void waitStarted() {
        waiting.incrementAndGet();
    }

    void waitEnded() {
        waiting.decrementAndGet();
    }

    /** What it is busy with now. */
    public Load now() {
        return new Load(inFlight.get(), running.get(), waiting.get());
    }
}
