package io.saltbus.core.internal.dispatch;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/** Lets in one delivery of each key at a time, in the order of asking. Shared by the contexts of a handler's instances. */
final class KeyGate {
    /** Who waits for its turn. Called on the thread that ended the turn before. */
    interface Waiter {
        /** It is this waiter's turn now. */
        void turnCame();

        /** The one before goes back to the queue, and so must this one, or it would overtake it. */
        void turnLost();
    }

    // a key is here while it has a holder
    private final Map<String, Queue<Waiter>> waiting = new HashMap<>();

    /** Takes the key. Returns false where another holds it; the waiter is then told when its turn comes. */
    synchronized boolean enter(String key, Waiter waiter) {
        Queue<Waiter> others = waiting.get(key);
        if (others == null) {
            waiting.put(key, new ArrayDeque<>(0));
            return true;
        }
        others.add(waiter);
        return false;
    }

    /** Stops waiting. Returns false where its turn came, or was lost, already. */
    synchronized boolean withdraw(String key, Waiter waiter) {
        Queue<Waiter> others = waiting.get(key);
        return others != null && others.remove(waiter);
    }

    /** The holder has ended: the next one's turn. */
    void leave(String key) {
        Waiter next;
        synchronized (this) {
            Queue<Waiter> others = waiting.getOrDefault(key, new ArrayDeque<>(0));
            next = others.poll();
            if (next == null) {
                waiting.remove(key);
                return;
            }
        }
        next.turnCame();
    }

    /** The holder goes back to the queue, and all that wait behind it as well. */
    void giveBack(String key) {
        Queue<Waiter> others;
        synchronized (this) {
            others = waiting.remove(key);
        }
        if (others != null) {
            others.forEach(Waiter::turnLost);
        }
    }
}
