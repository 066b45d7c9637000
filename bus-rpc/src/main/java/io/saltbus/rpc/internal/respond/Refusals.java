package io.saltbus.rpc.internal.respond;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.extension.Answering;
import io.saltbus.core.extension.Payloads;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.Violation;
import io.saltbus.core.subscribe.DeliveryException;
import io.saltbus.rpc.RpcException;
import io.saltbus.rpc.internal.wire.Answer;
import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What callers are told where there is no result: what a handler meant for them, and of all else no more than helps them.
 *
 * @param handler whose failures they are
 * @param shape what they must look like
 * @param payloads writes them
 * @param random makes the ids by which a log is searched
 * @param exceptionTexts whether callers are told the messages of exceptions that were not meant for them
 */
record Refusals(
        Answering.Handler handler,
        ReplyShape shape,
        Payloads payloads,
        RandomGenerator random,
        boolean exceptionTexts) {
    /** Of a handler that failed. What payload it stumbled over itself is not the request, so that no caller is blamed for it. */
    Answer ofHandler(Envelope request, Throwable cause) {
        if (cause instanceof RpcException meant) {
            return meant(request, meant);
        }
        return cause instanceof DeliveryException.TimeLimitExceeded
                ? of(RpcException.TIME_LIMIT_EXCEEDED, text(cause), List.of())
                : internal(request, cause);
    }

    /** Of a request that never reached the handler. */
    Answer ofRequest(Envelope request, Throwable cause) {
        if (cause instanceof PayloadException.Invalid invalid) {
            return of(RpcException.INVALID_REQUEST, text(invalid), invalid.violations());
        }
        if (cause instanceof PayloadException || cause instanceof DeliveryException.Unreadable) {
            return of(RpcException.INVALID_REQUEST, text(cause), List.of());
        }
        return cause instanceof DeliveryException.UnwantedVersion || cause instanceof DeliveryException.UnknownSchema
                ? of(RpcException.VERSION_UNSUPPORTED, text(cause), List.of())
                : internal(request, cause);
    }

    private Answer meant(Envelope request, RpcException failure) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("error_code", failure.code());
        tree.put("error_message", failure.reason());
        ObjectNode details;
        try {
            JsonObject given = failure.details();
            details = given == null ? null : payloads.write(given);
        } catch (PayloadException unwritable) {
            return invalid(request, failure, text(unwritable), List.of());
        }
        if (details != null) {
            tree.set("details", details);
        }
        Schema schema = shape.error();
        List<Violation> violations = schema == null ? List.of() : schema.validate(tree);
        return violations.isEmpty()
                ? new Answer.Refusal(failure.code(), failure.reason(), details)
                : invalid(request, failure, "it breaks its schema in " + violations.size() + " places", violations);
    }

    private Answer invalid(Envelope request, RpcException failure, String why, List<Violation> violations) {
        ResponderLog.invalidReply(handler, request, why, violations);
        return of(
                RpcException.INVALID_REPLY,
                handler.name() + " failed with " + failure.code() + ", which cannot be sent: " + why,
                violations);
    }

    private Answer internal(Envelope request, Throwable cause) {
        String id = HexFormat.of().toHexDigits(random.nextLong());
        ResponderLog.failed(handler, request, id, cause);
        ObjectNode details = JsonNodeFactory.instance.objectNode().put("error_id", id);
        return new Answer.Refusal(
                RpcException.INTERNAL,
                handler.name() + " failed; the responder's log has the cause under " + id
                        + (exceptionTexts ? ": " + described(cause) : ""),
                details);
    }

    private static String described(Throwable cause) {
        try {
            return cause.toString();
        } catch (RuntimeException broken) { // its message is user code
            return cause.getClass().getName();
        }
    }

    /** A refusal whose details are violations, none of which holds a value of a payload. */
    static Answer.Refusal of(String code, String message, List<Violation> violations) {
        return new Answer.Refusal(code, message, violations.isEmpty() ? null : details(violations));
    }

    private static ObjectNode details(List<Violation> violations) {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        ArrayNode list = details.putArray("violations");
        violations.forEach(violation -> list.addObject()
                .put("pointer", violation.pointer())
                .put("keyword", violation.keyword())
                .put("limit", violation.limit())
                .put("message", violation.message()));
        return details;
    }

    private static String text(Throwable cause) {
        return String.valueOf(cause.getMessage());
    }
}
