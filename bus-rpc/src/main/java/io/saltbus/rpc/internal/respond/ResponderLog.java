package io.saltbus.rpc.internal.respond;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.extension.Answering;
import io.saltbus.core.schema.Violation;
import io.saltbus.rpc.reply.ReplyAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the operator of a responder must know. Never a payload. */
final class ResponderLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.saltbus.rpc");
    private static final int LONGEST_ID = 255;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}|[\u0080-\u009f\u2028\u2029]");

    private ResponderLog() {}

    /** A handler failed with something that it did not mean for callers, who are told the id alone. */
    static void failed(Answering.Handler handler, Envelope request, String errorId, Throwable cause) {
        try {
            LOG.error(
                    "handler_failed handler={} topic={} message={} error_id={}",
                    handler.name(),
                    handler.topic(),
                    plain(request.messageId()),
                    errorId,
                    cause);
        } catch (RuntimeException broken) { // its message and its stack are user code; the caller is told all the same
            LOG.error(
                    "handler_failed error_id={} class={}",
                    errorId,
                    cause.getClass().getName());
        }
    }

    /** What a handler answered or failed with cannot be sent. */
    static void invalidReply(Answering.Handler handler, Envelope request, String why, List<Violation> violations) {
        LOG.error(
                "invalid_reply handler={} topic={} message={} cause=\"{}\" violations={}",
                handler.name(),
                handler.topic(),
                plain(request.messageId()),
                why,
                violations);
    }

    /** An answer could not be brought to its caller. */
    static void undelivered(ReplyAddress to, Throwable cause) {
        LOG.warn("reply_undelivered message={} cause=\"{}\"", plain(to.callId()), String.valueOf(cause.getMessage()));
    }

    /** Cancellations are not heard for now. */
    static void deaf(String topic, Throwable cause) {
        LOG.warn("cancellations_unheard topic={} cause=\"{}\"", topic, String.valueOf(cause.getMessage()));
    }

    // its caller chose it: it must not look like lines of this log, nor fill it
    private static String plain(String id) {
        String start = id.length() <= LONGEST_ID ? id : id.substring(0, LONGEST_ID) + "...";
        return CONTROL.matcher(start).replaceAll("?");
    }
}
