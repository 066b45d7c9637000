package io.saltbus.core.internal.dispatch;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The slots for calls of one handler in this process, given out in the order of asking. Shared by the contexts of its instances.
 *
 * <p>A taken slot counts as a running call from the moment it is given, also while it is on its way to a waiter on another context: a bus
 * whose load is looked at in between is not at rest.
 */
final class ConcurrencyGate {
    /** Who waits for a slot. */
    interface Waiter {
        /** A slot is this waiter's now; called on the thread that freed it. */
        void slotGranted();
    }

    private final Queue<Waiter> waiting = new ArrayDeque<>();
    private final LoadCounter load;
    private int free;

    ConcurrencyGate(int slots, LoadCounter load) {
        this.free = slots;
        this.load = load;
    }

    /** Takes a slot. Returns false where none is free; the waiter is then told when its turn comes. */
    synchronized boolean enter(Waiter waiter) {
        if (free > 0) {
            free--;
            load.callStarted();
            return true;
        }
        waiting.add(waiter);
        return false;
    }

    /** Stops waiting. Returns false where the slot was granted already. */
    synchronized boolean withdraw(Waiter waiter) {
        return waiting.remove(waiter);
    }

    /** Gives a slot back. */
    void leave() {
        Waiter next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                free++;
                load.callEnded();
                return;
            }
        }
        next.slotGranted();
    }
}
