package io.saltbus.rpc.internal.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.extension.Payloads;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.Violation;
import io.saltbus.rpc.RpcReply;
import io.saltbus.rpc.internal.wire.Answer;
import io.saltbus.rpc.internal.wire.MalformedReplyException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/**
 * Reads answers with results of one type. Safe for use from any thread.
 *
 * @param payloads the bus's way with JSON
 * @param result reads a result, or throws a {@link PayloadException}
 * @param <R> the result
 */
record ReplyReader<R>(Payloads payloads, Function<ObjectNode, R> result) {
    static ReplyReader<JsonObject> ofJson(Payloads payloads) {
        return new ReplyReader<>(payloads, payloads::toJson);
    }

    static <R> ReplyReader<R> of(Payloads payloads, Class<R> type) {
        if (type == JsonObject.class) {
            return new ReplyReader<>(payloads, value -> type.cast(payloads.toJson(value)));
        }
        Schema schema = payloads.schemaOf(type);
        return new ReplyReader<>(payloads, value -> {
            schema.applyDefaults(value);
            List<Violation> violations = schema.validate(value);
            if (!violations.isEmpty()) {
                throw new PayloadException.Invalid("the result, as " + type.getName(), violations);
            }
            return payloads.bind(value, type);
        });
    }

    /**
     * Reads an answer.
     *
     * @param answer one that says something
     * @throws MalformedReplyException where the result is not of the type
     */
    RpcReply<R> read(Answer answer) {
        if (answer instanceof Answer.Refusal refusal) {
            return new RpcReply.Failure<>(
                    refusal.code(),
                    refusal.message(),
                    refusal.details() == null ? null : payloads.toJson(refusal.details()));
        }
        if (answer instanceof Answer.Result told) {
            try {
                return new RpcReply.Success<>(result.apply(told.value()));
            } catch (PayloadException unfit) {
                throw new MalformedReplyException(null, String.valueOf(unfit.getMessage()));
            } catch (RuntimeException | Error thrown) { // a record's own code, whose message may quote the payload
                throw new MalformedReplyException(
                        null,
                        "the class of its result failed with "
                                + thrown.getClass().getName());
            }
        }
        throw new MalformedReplyException(null, "it says nothing");
    }
}
