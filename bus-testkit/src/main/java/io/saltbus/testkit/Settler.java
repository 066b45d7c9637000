package io.saltbus.testkit;

import io.saltbus.core.SaltBus;
import io.saltbus.core.observe.Load;
import io.saltbus.core.observe.Settled;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.time.VirtualScheduler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Brings a bus to rest. It is at rest where no handler runs and every delivery that the broker handed out waits for the clock; then the clock
 * moves to the next thing that is due, until nothing is.
 */
final class Settler {
    /** More steps of the clock than any finite chain of retries needs: a bus that still goes on does so for ever. */
    private static final int MOST_STEPS = 100_000;

    private static final long GLANCE_NANOS = 50_000;

    private final SaltBus bus;
    private final RecordingTransport transport;
    private final Journal journal;
    private final VirtualScheduler clock;
    private final Duration patience;

    Settler(SaltBus bus, RecordingTransport transport, Journal journal, VirtualScheduler clock, Duration patience) {
        this.bus = bus;
        this.transport = transport;
        this.journal = journal;
        this.clock = clock;
        this.patience = patience;
    }

    void settle() {
        for (int step = 0; step < MOST_STEPS; step++) {
            awaitRest();
            refuseEndlessWait();
            Optional<Duration> next = clock.nextIn();
            if (next.isEmpty()) {
                return;
            }
            clock.advance(next.get());
        }
        throw new AssertionError("after " + MOST_STEPS + " steps of the clock, to " + clock.now()
                + ", something is still due: it repeats itself for ever");
    }

    private void awaitRest() {
        int seen = journal.size();
        long since = System.nanoTime();
        while (!atRest()) {
            if (journal.size() != seen) {
                seen = journal.size();
                since = System.nanoTime();
            } else if (System.nanoTime() - since > patience.toNanos()) {
                throw new AssertionError("nothing has moved for " + patience.toSeconds() + " s, but "
                        + bus.load().running() + " handlers run; the last that was called is " + journal.lastCall()
                        + ". One that waits for the clock needs advance(...)");
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    // in this order: a delivery is counted by the broker before the bus has it, and by the bus until after its
    // observers were told
    private boolean atRest() {
        boolean timersRan = clock.idle();
        int handedOut = transport.unsettled();
        Load load = bus.load();
        return timersRan && load.running() == 0 && load.inFlight() == load.waiting() && handedOut == load.waiting();
    }

    private void refuseEndlessWait() {
        List<Settled> waiting = journal.ended(Outcome.WAITS_FOR_SCHEMA);
        if (!waiting.isEmpty()) {
            Settled last = waiting.get(waiting.size() - 1);
            throw new AssertionError(
                    "handler " + last.handler() + " waits for a schema: name the event in @BusTest", last.cause());
        }
    }
}
