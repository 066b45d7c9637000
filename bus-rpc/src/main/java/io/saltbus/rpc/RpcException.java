package io.saltbus.rpc;

import io.saltbus.core.failure.BusException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A responder's failure, as its handler throws it and as a caller may get it. */
public final class RpcException extends BusException {
    /** The handler failed with something that it did not mean for callers; the message has an id that the responder's log has too. */
    public static final String INTERNAL = "INTERNAL";

    /** The request breaks its schema; the details have the violations. */
    public static final String INVALID_REQUEST = "INVALID_REQUEST";

    /** The handler's result breaks its schema or is too large; the details have the violations. */
    public static final String INVALID_REPLY = "INVALID_REPLY";

    /** The responder does not serve the version of the request. */
    public static final String VERSION_UNSUPPORTED = "VERSION_UNSUPPORTED";

    /** The handler did not finish within its time limit. */
    public static final String TIME_LIMIT_EXCEEDED = "TIME_LIMIT_EXCEEDED";

    /** A responder in Python failed with something that it did not mean for callers; the message is Python's own. */
    public static final String HANDLER_ERROR = "HANDLER_ERROR";

    private final String code;
    private final String reason;
    private final transient @Nullable JsonObject details;

    /** A failure without details. */
    public RpcException(String code, String message) {
        this(code, message, null);
    }

    /**
     * A failure.
     *
     * @param code for programs, such as {@code NO_ACCESS}
     * @param message for people
     * @param details more for programs, or null
     */
    public RpcException(String code, String message, @Nullable JsonObject details) {
        super(code + ": " + message, null);
        this.code = code;
        this.reason = message;
        this.details = details == null ? null : details.copy();
    }

    /** For programs. */
    public String code() {
        return code;
    }

    /** For people: the message without the code. */
    public String reason() {
        return reason;
    }

    /** More for programs, or null; a copy. */
    public @Nullable JsonObject details() {
        return details == null ? null : details.copy();
    }

    /** Whether the same call may succeed later: only where the failure is of the responder's own making, not of the request's. */
    @Override
    public boolean retryable() {
        return code.equals(INTERNAL) || code.equals(TIME_LIMIT_EXCEEDED) || code.equals(HANDLER_ERROR);
    }
}
