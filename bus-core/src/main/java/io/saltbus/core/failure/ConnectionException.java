package io.saltbus.core.failure;

import org.jspecify.annotations.Nullable;

/** Why the broker cannot be talked to. */
public abstract sealed class ConnectionException extends BusException {
    private ConnectionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The bus, or the part of it that was called, has been closed. A new one must be built. */
    public static final class Closed extends ConnectionException {
        /** @param what the thing that is closed, such as {@code bus accounts} */
        public Closed(String what) {
            super(what + " is closed", null);
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** The bus was used before {@code start()} completed. */
    public static final class NotStarted extends ConnectionException {
        /** @param what the thing that has not been started, such as {@code bus accounts} */
        public NotStarted(String what) {
            super(what + " is not started: call start() and wait for its future", null);
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }
}
