package io.saltbus.rpc;

import io.saltbus.core.failure.BusException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a call ended without an answer. */
public abstract sealed class CallException extends BusException {
    private CallException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean retryable() {
        return true;
    }

    /** Nobody has been listening for such requests. */
    public static final class NoResponder extends CallException {
        /** @param topic of the request, with its version */
        public NoResponder(String topic) {
            super("nobody answers " + topic + ": start a service that does, or check topic and major version", null);
        }
    }

    /** The answer did not come in time. The responder may have done its work all the same. */
    public static final class DeadlineExceeded extends CallException {
        /**
         * @param topic of the request
         * @param timeout how long was waited; zero where the time was up before the request was sent
         */
        public DeadlineExceeded(String topic, Duration timeout) {
            super(
                    timeout.isZero()
                            ? topic
                                    + " was not sent: whoever waits for the answer of the handler that calls it waits no"
                                    + " more"
                            : "no answer to " + topic + " within " + timeout.toMillis()
                                    + " ms; whether it was handled is not known",
                    null);
        }
    }

    /** A call with this id waits already. Its future is the one to wait for. */
    public static final class InProgress extends CallException {
        /**
         * @param topic of the request
         * @param callId the id
         */
        public InProgress(String topic, String callId) {
            super(
                    "call " + callId + " of " + topic
                            + " waits for its answer already: wait for it, or call without an id",
                    null);
        }
    }

    /** The caller stopped waiting. */
    public static final class Cancelled extends CallException {
        /** @param topic of the request */
        public Cancelled(String topic) {
            super("the call of " + topic + " was cancelled", null);
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** As many calls wait for answers as may. */
    public static final class TooManyCalls extends CallException {
        /**
         * @param inFlight how many wait
         * @param limit how many may
         */
        public TooManyCalls(int inFlight, int limit) {
            super(
                    inFlight + " calls wait for their answers, " + limit
                            + " are allowed: wait for some of them, or raise maxInFlight",
                    null);
        }
    }

    /** An answer came that nobody can read, or that does not fit the type that is expected. */
    public static final class MalformedReply extends CallException {
        /**
         * @param topic of the request
         * @param why what is wrong with it, without quoting it
         */
        public MalformedReply(String topic, String why) {
            super("the answer to " + topic + " cannot be used: " + why, null);
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** The store of replies could not be used, so that no answer could come. */
    public static final class RepliesUnavailable extends CallException {
        /**
         * @param address the store's, without credentials
         * @param cause why
         */
        public RepliesUnavailable(String address, @Nullable Throwable cause) {
            super(
                    "answers cannot come, because " + address + " cannot be reached"
                            + (cause == null ? "" : " (" + cause.getMessage() + ")")
                            + ": check it, and the setting SALTBUS_REDIS_URL",
                    cause);
        }
    }

    /** The bus was closed before the answer came. Whether the request was handled is not known. */
    public static final class Closed extends CallException {
        /** @param topic of the request */
        public Closed(String topic) {
            super("the bus was closed before the answer to " + topic + " came", null);
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }
}
