package io.saltbus.core.subscribe;

/** Where a handler runs. */
public enum Execution {
    /** On the subscription's own Vert.x context; it must not block. The default. */
    CONTEXT,
    /** On a worker thread of Vert.x; it may block. */
    WORKER,
    /** On a virtual thread of its own; it may block. Needs JDK 21 or newer. */
    VIRTUAL_THREAD;

    /** Whether this Java has virtual threads. */
    public static boolean virtualThreadsAvailable() {
        return Runtime.version().feature() >= 21;
    }
}
