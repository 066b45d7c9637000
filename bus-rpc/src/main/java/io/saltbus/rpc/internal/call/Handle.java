package io.saltbus.rpc.internal.call;

import io.saltbus.core.event.Envelope;
import io.saltbus.rpc.reply.ReplyAddress;

/**
 * Names a call for whoever looks for its answer later, in this process or the next.
 *
 * @param callerId who made it, or {@link Envelope#CELERY} where its answer is a result of Celery
 * @param callId the request's message id
 */
record Handle(String callerId, String callId) {
    private static final char BETWEEN = '/';

    static Handle parse(String text) {
        int between = text.indexOf(BETWEEN);
        if (between < 1 || between == text.length() - 1) {
            throw new IllegalArgumentException("handle \"" + text
                    + "\" is refused. Accepted: what RpcCall.handle() gave, a caller's id, \"/\" and a" + " call's id");
        }
        return new Handle(text.substring(0, between), text.substring(between + 1));
    }

    /** A whole handle, or the id of a call of this caller. */
    static Handle of(String text, String ownCallerId) {
        return text.indexOf(BETWEEN) < 0 ? parse(ownCallerId + BETWEEN + text) : parse(text);
    }

    ReplyAddress address() {
        return callerId.equals(Envelope.CELERY) ? ReplyAddress.ofTask(callId) : ReplyAddress.ofCaller(callerId, callId);
    }

    @Override
    public String toString() {
        return callerId + BETWEEN + callId;
    }
}
