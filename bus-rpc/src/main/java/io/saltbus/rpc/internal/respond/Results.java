package io.saltbus.rpc.internal.respond;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.extension.Answering;
import io.saltbus.core.extension.Payloads;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.Violation;
import io.saltbus.rpc.RpcException;
import io.saltbus.rpc.internal.wire.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes answers of what one handler returned, or refusals where that is nothing that a caller could use: better here, where it can be
 * mended, than a bad object at the caller's.
 *
 * @param handler whose answers they are
 * @param shape what they must look like
 * @param payloads writes them
 */
record Results(Answering.Handler handler, ReplyShape shape, Payloads payloads) {
    /** What is told of a handler's answer. */
    Answer checked(Envelope request, @Nullable Object value) {
        if (value == null) {
            return invalid(request, "it must be a JSON object, but is null", List.of());
        }
        ObjectNode tree;
        try {
            tree = value instanceof ObjectNode node ? node.deepCopy() : payloads.write(value);
        } catch (PayloadException noObject) {
            return invalid(request, "it must be a JSON object: " + noObject.getMessage(), List.of());
        }
        Schema schema = shape.result();
        if (schema == null) {
            return new Answer.Result(tree);
        }
        schema.applyDefaults(tree);
        List<Violation> violations = schema.validate(tree);
        return violations.isEmpty()
                ? new Answer.Result(tree)
                : invalid(request, "it breaks its schema in " + violations.size() + " places", violations);
    }

    /** What is told where an answer, or a failure's details, cannot be written. */
    Answer unwritable(Envelope request, PayloadException why) {
        return invalid(request, String.valueOf(why.getMessage()), List.of());
    }

    private Answer invalid(Envelope request, String why, List<Violation> violations) {
        ResponderLog.invalidReply(handler, request, why, violations);
        return Refusals.of(
                RpcException.INVALID_REPLY, "the answer of " + handler.name() + " cannot be sent: " + why, violations);
    }
}
