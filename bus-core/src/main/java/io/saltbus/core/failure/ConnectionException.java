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

    /** The connection was lost, or a part of it, with what was under way on it. It comes back by itself. */
    public static final class Lost extends ConnectionException {
        /**
         * @param message what was lost, and what becomes of what was under way
         * @param cause what ended it, or null
         */
        public Lost(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** Nobody answered, or not in time, or the connection was lost. It is tried again by itself once the bus has started. */
    public static final class Unreachable extends ConnectionException {
        /**
         * @param message what was tried, where, what came back, and what cures it
         * @param cause what was caught, or null
         */
        public Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** The broker, or this side, declined: credentials, virtual host, TLS. Somebody must change something. */
    public static final class Refused extends ConnectionException {
        /**
         * @param message what was declined, where, and what cures it
         * @param cause what was caught, or null
         */
        public Refused(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }
}
