package io.saltbus.rpc.reply;

import io.saltbus.core.event.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * Where the answer of one call goes.
 *
 * @param callId the request's message id
 * @param key under which it is kept
 * @param channel on which it is told
 * @param form how it is written
 */
public record ReplyAddress(String callId, String key, String channel, Form form) {
    /** How an answer is written. */
    public enum Form {
        /** The bus's own. */
        NATIVE,
        /** A result of Celery's Redis backend. */
        CELERY
    }

    /** Of a call of SaltBus. The braces keep all of a caller's keys in one slot of a cluster. */
    public static ReplyAddress ofCaller(String callerId, String callId) {
        return new ReplyAddress(callId, "saltbus:{" + callerId + "}:reply:" + callId, channelOf(callerId), Form.NATIVE);
    }

    /** Of a call by Celery, or to a responder that answers as Celery does. */
    public static ReplyAddress ofTask(String taskId) {
        String key = "celery-task-meta-" + taskId;
        return new ReplyAddress(taskId, key, key, Form.CELERY);
    }

    /** Where the answer to a request goes, or null where nobody waits for one. */
    public static @Nullable ReplyAddress of(Envelope request) {
        String caller = request.replyTo();
        if (caller == null) {
            return null;
        }
        return caller.equals(Envelope.CELERY) ? ofTask(request.messageId()) : ofCaller(caller, request.messageId());
    }

    /** The one channel on which a caller is told of all its answers. */
    public static String channelOf(String callerId) {
        return "saltbus:{" + callerId + "}:replies";
    }

    /** Under which a responder claims a request that came before, so that no other handles it too. */
    public static String claimOf(Envelope request) {
        return "saltbus:{" + request.replyTo() + "}:claim:" + request.messageId();
    }

    /** The channel on which the responders of a topic are told the ids of calls that were given up. */
    public static String cancelChannelOf(String topic) {
        return "saltbus:cancel:" + topic;
    }
}
