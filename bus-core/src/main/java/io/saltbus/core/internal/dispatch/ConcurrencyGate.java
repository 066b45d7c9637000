package io.saltbus.core.internal.dispatch;

import java.util.ArrayDeque;
import java.util.Queue;

/** The slots for calls of one handler in this process, given out in the order of asking. Shared by the contexts of its instances. */
final class ConcurrencyGate {
    /** Who waits for a slot. */
    interface Waiter {
        /** A slot is this waiter's now; called on the thread that freed it. */
        void slotGranted();
    }

    private final Queue<Waiter> waiting = new ArrayDeque<>();
    private int free;

    ConcurrencyGate(int slots) {
        this.free = slots;
    }

    /** Takes a slot. Returns false where none is free; the waiter is then told when its turn comes. */
    synchronized boolean enter(Waiter waiter) {
        if (free > 0) {
            free--;
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
                return;
            }
        }
        next.slotGranted();
    }
}
