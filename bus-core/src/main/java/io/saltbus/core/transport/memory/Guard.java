package io.saltbus.core.transport.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one lock of a broker. It is held for a few steps at a time, and nobody's code is called under it: what has to be called is noted
 * and called when the lock is free.
 */
final class Guard {
    private final ReentrantLock lock = new ReentrantLock();
    private List<Runnable> afterwards = new ArrayList<>();

    /** To be followed by {@code try} and, in its {@code finally}, {@link #exit()}. Not to be entered twice by one thread. */
    void enter() {
        lock.lock();
    }

    /** Notes a call for when the lock is free. Only while it is held. */
    void afterwards(Runnable call) {
        afterwards.add(call);
    }

    void exit() {
        if (afterwards.isEmpty()) {
            lock.unlock();
            return;
        }
        List<Runnable> calls = afterwards;
        afterwards = new ArrayList<>();
        lock.unlock();
        calls.forEach(Runnable::run);
    }
}
