package io.saltbus.core.internal.dispatch;

import org.jspecify.annotations.Nullable;

/** Interrupts the thread of a blocking handler, but never that thread once it does something else. */
final class Interruption {
    private @Nullable Thread running;
    private boolean stopped;

    /** Returns false where the time was up before a thread was free: the handler must not run any more. */
    synchronized boolean begin() {
        if (stopped) {
            return false;
        }
        running = Thread.currentThread();
        return true;
    }

    /** Also clears an interrupt that came too late, so that it does not hit the thread's next work. */
    synchronized void end() {
        running = null;
        Thread.interrupted();
    }

    /** Interrupts it, and keeps it from beginning where it has not begun. */
    synchronized void stop() {
        stopped = true;
        interrupt();
    }

    synchronized void interrupt() {
        if (running != null) {
            running.interrupt();
        }
    }
}
