package io.saltbus.rpc.internal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.extension.Payloads;
import io.saltbus.core.schema.PayloadException;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The bus's own form: an object with {@code call}, {@code service}, {@code handler}, and either {@code result} or {@code error} with
 * {@code code}, {@code message} and perhaps {@code details}.
 */
final class NativeReplyFormat implements ReplyFormat {
    private final Payloads payloads;

    NativeReplyFormat(Payloads payloads) {
        this.payloads = payloads;
    }

    @Override
    public Buffer write(Reply reply, Reply.Origin origin) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("call", reply.callId());
        tree.put("service", origin.service());
        tree.put("handler", origin.handler());
        if (reply.answer() instanceof Answer.Result result) {
            tree.set("result", result.value());
        } else if (reply.answer() instanceof Answer.Refusal refusal) {
            ObjectNode error = tree.putObject("error");
            error.put("code", refusal.code());
            error.put("message", refusal.message());
            if (refusal.details() != null) {
                error.set("details", refusal.details());
            }
        }
        return payloads.encode(tree);
    }

    @Override
    public Reply read(Buffer bytes) {
        ObjectNode tree;
        try {
            tree = payloads.decode(bytes);
        } catch (PayloadException unreadable) {
            throw new MalformedReplyException(null, String.valueOf(unreadable.getMessage()));
        }
        String callId = text(tree, "call");
        if (callId == null) {
            throw new MalformedReplyException(null, "it does not say which call it belongs to");
        }
        if (tree.get("result") instanceof ObjectNode value) {
            return new Reply(callId, new Answer.Result(value));
        }
        if (tree.get("error") instanceof ObjectNode error) {
            return new Reply(callId, refusal(callId, error));
        }
        throw new MalformedReplyException(callId, "it has neither an object result nor an object error");
    }

    private static Answer refusal(String callId, ObjectNode error) {
        String code = text(error, "code");
        String message = text(error, "message");
        if (code == null || message == null) {
            throw new MalformedReplyException(callId, "its error lacks the text code or message");
        }
        return new Answer.Refusal(code, message, error.get("details") instanceof ObjectNode details ? details : null);
    }

    private static @Nullable String text(ObjectNode tree, String name) {
        JsonNode value = tree.get(name);
        return value != null && value.isTextual() ? value.textValue() : null;
    }
}
