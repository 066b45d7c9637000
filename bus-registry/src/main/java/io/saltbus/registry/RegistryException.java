package io.saltbus.registry;

import io.saltbus.core.failure.BusException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a registry did not do what it was asked. */
public abstract sealed class RegistryException extends BusException {
    private RegistryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The place where schemas are stored cannot be reached, or does not answer. */
    public static final class Unavailable extends RegistryException {
        /**
         * @param where its address, without secrets
         * @param why what was seen
         * @param cause what was caught, or null
         */
        public Unavailable(String where, String why, @Nullable Throwable cause) {
            super("registry " + where + " cannot be reached: " + why, cause);
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** It answers, and refuses: the key, the rights, or a request that it does not take. */
    public static final class Refused extends RegistryException {
        /**
         * @param where its address, without secrets
         * @param why what it says, and the cure
         */
        public Refused(String where, String why) {
            super("registry " + where + " refuses: " + why, null);
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** There is no such topic or version. */
    public static final class Unknown extends RegistryException {
        /** @param what the topic, or topic and version */
        public Unknown(String what) {
            super("the registry has no " + what + ": \"saltbus topics\" lists what it has", null);
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** A version that handlers still take cannot be ended. */
    public static final class StillUsed extends RegistryException {
        private final transient List<String> handlers;

        /**
         * @param what topic and version
         * @param handlers who takes it, as {@code service.handler}
         */
        public StillUsed(String what, List<String> handlers) {
            super(
                    what + " is still taken by " + String.join(", ", handlers)
                            + ": end those first, or force it and their next message is refused at its publisher",
                    null);
            this.handlers = List.copyOf(handlers);
        }

        /** Who takes it, as {@code service.handler}. */
        public List<String> handlers() {
            return handlers;
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** The database was set up by a newer SaltBus, or by something else. */
    public static final class WrongTables extends RegistryException {
        /** @param why what was found, and the cure */
        public WrongTables(String why) {
            super(why, null);
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }
}
