package io.saltbus.rpc.internal.call;

import io.saltbus.core.failure.BusException;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.rpc.CallException;
import io.saltbus.rpc.RpcReply;

/** The ends of calls by their names in meters. */
final class Ending {
    private Ending() {}

    static String of(RpcReply<?> reply) {
        return reply instanceof RpcReply.Success ? "success" : "failure";
    }

    static String of(BusException failure) {
        if (failure instanceof CallException.NoResponder) {
            return "no_responder";
        }
        if (failure instanceof CallException.DeadlineExceeded) {
            return "deadline";
        }
        if (failure instanceof CallException.Cancelled) {
            return "cancelled";
        }
        if (failure instanceof CallException.Closed) {
            return "closed";
        }
        if (failure instanceof CallException.TooManyCalls || failure instanceof CallException.InProgress) {
            return "refused";
        }
        if (failure instanceof CallException.MalformedReply) {
            return "malformed";
        }
        return failure instanceof CallException.RepliesUnavailable || failure instanceof ConfigurationException
                ? "no_replies"
                : "not_sent";
    }
}
