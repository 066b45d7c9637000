package io.saltbus.core.internal.dispatch;

import org.jspecify.annotations.Nullable;

/** Interrupts the thread of a blocking handler, but never that thread once it does something else. */
final class Interruption {
    private @Nullable Thread running;

    synchronized void begin() {
        running = Thread.currentThread();
    }

    /** Also clears an interrupt that came too late, so that it does not hit the thread's next work. */
    synchronized void end() {
        running = null;
        Thread.interrupted();
    }

    synchronized void interrupt() {
        if (running != null) {
            running.interrupt();
        }
    }
}
