package io.saltbus.core.subscribe;

import io.saltbus.core.failure.BusException;
import java.time.Duration;
import java.time.Instant;

/** Why the bus itself could not bring a delivery to its end. */
public abstract sealed class DeliveryException extends BusException {
    private DeliveryException(String message) {
        super(message, null);
    }

    /** The handler did not finish in time. Whatever it does later is not looked at. */
    public static final class TimeLimitExceeded extends DeliveryException {
        /**
         * @param handler the handler's name
         * @param limit how long it had
         */
        public TimeLimitExceeded(String handler, Duration limit) {
            super(handler + " did not finish within its time limit of " + limit.toMillis()
                    + " ms: raise timeLimit, or make it faster");
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** The handler promised a future and returned null. */
    public static final class NoAnswer extends DeliveryException {
        /** @param handler the handler's name */
        public NoAnswer(String handler) {
            super(handler + " returned null instead of a future: return Future.succeededFuture()");
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** The message came back again and again without being settled: whoever takes it seems to die of it. */
    public static final class Poisoned extends DeliveryException {
        /**
         * @param redeliveries how often it came back
         * @param limit how often it may
         */
        public Poisoned(int redeliveries, int limit) {
            super("the message came back " + redeliveries + " times without being settled, " + limit
                    + " are allowed: a process that takes it seems to die");
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** Nobody can read the message: it has no envelope that the bus knows, or a part of it is not what it must be. */
    public static final class Unreadable extends DeliveryException {
        /** @param why what is wrong with which part, without quoting it */
        public Unreadable(String why) {
            super("the message cannot be read: " + why);
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** The message's publisher gave it a time to live, which was over before a handler got it. */
    public static final class Expired extends DeliveryException {
        /** @param at when it was over, by the publisher's clock */
        public Expired(Instant at) {
            super("the message expired at " + at + ", before a handler got it");
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** A request's version is not one that its responder serves. */
    public static final class UnwantedVersion extends DeliveryException {
        /** @param what topic and version */
        public UnwantedVersion(String what) {
            super(what + " is not served here: call it with a version that is, or start a responder that serves it");
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** The message's version has no schema here, and the subscription takes no such messages. */
    public static final class UnknownSchema extends DeliveryException {
        /** @param what topic and version */
        public UnknownSchema(String what) {
            super("no schema is known for " + what + ": start its publisher, or choose another onUnknownSchema");
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }
}
