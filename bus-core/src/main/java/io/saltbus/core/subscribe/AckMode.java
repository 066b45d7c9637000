package io.saltbus.core.subscribe;

/** When the broker is told that a message is done. */
public enum AckMode {
    /** After its handler: a message whose process dies is handled again. The default. */
    LATE,
    /** Before its handler: a message whose process dies is lost, and none is handled twice. Failures are still retried. */
    EARLY
}
