package io.saltbus.core.publish;

import io.saltbus.core.event.Version;
import io.saltbus.core.failure.BusException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a publish was not confirmed. */
public abstract sealed class PublishException extends BusException {
    private PublishException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** No schema is known for the event, so it cannot be validated. */
    public static final class UnknownEvent extends PublishException {
        /**
         * @param what the class, or the topic and version
         * @param cure how to make it known
         */
        public UnknownEvent(String what, String cure) {
            super("no schema is known for " + what + ": " + cure, null);
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** The version of the event was ended in the registry, and can no longer be published. */
    public static final class RetiredVersion extends PublishException {
        /**
         * @param topic the event's topic
         * @param version its version
         * @param newest the newest version that can be published; null where there is none
         */
        public RetiredVersion(String topic, Version version, @Nullable Version newest) {
            super(
                    topic + " " + version + " is retired: "
                            + (newest == null
                                    ? "no version of it can be published; register a new one"
                                    : "publish " + newest + ", the newest active version"),
                    null);
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** No queue is bound for the topic, and the publish asked for a subscriber. */
    public static final class Unroutable extends PublishException {
        /** @param topic the topic that nobody subscribes to */
        public Unroutable(String topic) {
            super(
                    "nobody subscribes to " + topic + ": start a subscriber, or publish without requireSubscriber()",
                    null);
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** No confirm came in time. The broker may hold the message all the same, so that a retry can duplicate it. */
    public static final class Unconfirmed extends PublishException {
        /**
         * @param messageId the message that may or may not be there
         * @param waited how long its confirm was waited for
         * @param where what was waited for, such as a queue that is full
         */
        public Unconfirmed(String messageId, Duration waited, String where) {
            super("message " + messageId + " was not confirmed within " + waited.toMillis() + " ms: " + where, null);
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** Too many publishes wait already; this one was not sent. */
    public static final class Overloaded extends PublishException {
        /**
         * @param where what is full
         * @param waiting how many wait there
         * @param limit how many may
         */
        public Overloaded(String where, int waiting, int limit) {
            super(
                    where + " is full: " + waiting + " publishes wait, " + limit
                            + " may. Publish slower, or wait for the futures of earlier publishes",
                    null);
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** The message's headers, or one of their names, take more bytes than AMQP has for them. */
    public static final class HeadersTooLarge extends PublishException {
        /**
         * @param what which part is too large
         * @param bytes what it takes on the wire
         * @param maxBytes what it may take
         */
        public HeadersTooLarge(String what, long bytes, int maxBytes) {
            super(
                    what + " takes " + bytes + " bytes, " + maxBytes
                            + " are allowed: make it shorter, or put the data into the event",
                    null);
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** The message was given back or refused for a reason that only the transport knows. */
    public static final class Rejected extends PublishException {
        /**
         * @param message what the transport says
         * @param cause what was caught, or null
         */
        public Rejected(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }
}
