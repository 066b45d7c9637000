package io.saltbus.core.failure;

import org.jspecify.annotations.Nullable;

/**
 * Any failure that the bus reports. Its message says what failed, where, with which numbers, and what cures it; it never holds
 * a payload or a credential.
 */
public abstract class BusException extends RuntimeException {
    /**
     * @param message what failed, where, and what cures it
     * @param cause what was caught, or null where the bus itself found the fault
     */
    protected BusException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether the same call may succeed later without anybody changing anything. */
    public abstract boolean retryable();
}
