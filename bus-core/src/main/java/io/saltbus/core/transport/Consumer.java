package io.saltbus.core.transport;

import io.vertx.core.Future;

/**
 * One process's taking of messages from one queue. It comes back by itself after whatever interrupts it. Its methods are called on the
 * context it was made with, {@link #live()} from any thread.
 */
public interface Consumer {
    /** Whether messages can arrive right now: false while paused, while the connection is away, and after close. */
    boolean live();

    /** Stops new deliveries. Those already handed over can still be settled. */
    Future<Void> pause();

    /** Takes deliveries again after {@link #pause()}. */
    Future<Void> resume();

    /** Stops for good; what is unsettled then goes back to the queue. Completes when all earlier settlements are done. Safe to call again. */
    Future<Void> close();
}
