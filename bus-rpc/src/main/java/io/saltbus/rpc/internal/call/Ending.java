package io.saltbus.rpc.internal.call;

import io.saltbus.core.failure.BusException;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.rpc.CallException;
import io.saltbus.rpc.RpcReply;

/** How calls end, by the names that meters have for it. */
enum Ending {
    /** With a result. */
    SUCCESS,
    /** With the responder's failure. */
    FAILURE,
    /** Nobody was there to answer. */
    NO_RESPONDER,
    /** No answer came in time. */
    DEADLINE,
    /** The caller did not want it any more. */
    CANCELLED,
    /** The bus was closed. */
    CLOSED,
    /** It was one too many, or the same as one that waits. */
    REFUSED,
    /** Its answer could not be used. */
    MALFORMED,
    /** No answer could have come. */
    NO_REPLIES,
    /** The broker did not take the request. */
    NOT_SENT;

    static Ending of(RpcReply<?> reply) {
        return reply instanceof RpcReply.Success ? SUCCESS : FAILURE;
    }

    static Ending of(BusException failure) {
        if (failure instanceof CallException ended) {
            return of(ended);
        }
        return failure instanceof ConfigurationException ? NO_REPLIES : NOT_SENT;
    }

    private static Ending of(CallException failure) {
        if (failure instanceof CallException.NoResponder) {
            return NO_RESPONDER;
        }
        if (failure instanceof CallException.DeadlineExceeded) {
            return DEADLINE;
        }
        if (failure instanceof CallException.Cancelled) {
            return CANCELLED;
        }
        if (failure instanceof CallException.Closed) {
            return CLOSED;
        }
        if (failure instanceof CallException.MalformedReply) {
            return MALFORMED;
        }
        return failure instanceof CallException.RepliesUnavailable ? NO_REPLIES : REFUSED;
    }
}
