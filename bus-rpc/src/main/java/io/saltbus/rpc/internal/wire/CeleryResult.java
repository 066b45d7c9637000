package io.saltbus.rpc.internal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.rpc.RpcException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One result of Celery, to be read. */
final class CeleryResult {
    private static final String RESULT = "result";
    private static final String ERROR_CODE = "error_code";
    private static final String ERROR_MESSAGE = "error_message";

    private final String taskId;
    private final ObjectNode tree;

    CeleryResult(String taskId, ObjectNode tree) {
        this.taskId = taskId;
        this.tree = tree;
    }

    /** @throws MalformedReplyException where it is none that celery-salt knows */
    Answer answer() {
        String status = text(tree, "status");
        return switch (status == null ? "" : status) {
            case "SUCCESS" -> dispatched();
            case "FAILURE", "REVOKED" -> failed();
            case "PENDING", "RECEIVED", "STARTED", "RETRY" -> new Answer.Pending();
            default -> throw malformed("its status is none of Celery's");
        };
    }

    private Answer dispatched() {
        if (!(tree.get(RESULT) instanceof ObjectNode dispatched)) {
            throw malformed("its result is no object");
        }
        String status = text(dispatched, "status");
        if ("no_handlers".equals(status)) {
            return new Answer.NoHandlers();
        }
        if (!"completed".equals(status)) {
            throw malformed("the status in its result is neither completed nor no_handlers");
        }
        // the first handler's counts, where several ran
        if (dispatched.get("results") instanceof ArrayNode results && results.get(0) instanceof ObjectNode entry) {
            return handled(entry);
        }
        throw malformed("it has no entry of a handler in result.results");
    }

    private Answer handled(ObjectNode entry) {
        String status = text(entry, "status");
        if ("error".equals(status)) {
            return unexpected(textOf(entry.path("error")));
        }
        if (!"success".equals(status)) {
            throw malformed("the status of its handler is neither success nor error");
        }
        if (!(entry.get(RESULT) instanceof ObjectNode value)) {
            throw malformed("what its handler returned is no object");
        }
        return value.hasNonNull(ERROR_CODE) || value.hasNonNull(ERROR_MESSAGE)
                ? typedError(value)
                : new Answer.Result(value);
    }

    private static Answer typedError(ObjectNode error) {
        return new Answer.Refusal(
                error.hasNonNull(ERROR_CODE) ? textOf(error.get(ERROR_CODE)) : RpcException.HANDLER_ERROR,
                textOf(error.path(ERROR_MESSAGE)),
                error.get("details") instanceof ObjectNode details ? details : null);
    }

    // where another bus answered, the text begins with its code
    private static Answer unexpected(String text) {
        int end = text.indexOf(CeleryReplyFormat.CODE_ENDS);
        return end > 0 && CeleryReplyFormat.CODES_OF_THE_BUS.contains(text.substring(0, end))
                ? new Answer.Refusal(
                        text.substring(0, end), text.substring(end + CeleryReplyFormat.CODE_ENDS.length()), null)
                : new Answer.Refusal(RpcException.HANDLER_ERROR, text, null);
    }

    // of the task around the handlers; its traceback stays with those who run Python
    private Answer failed() {
        if (!(tree.get(RESULT) instanceof ObjectNode exception) || text(exception, "exc_type") == null) {
            throw malformed("it failed, and does not say with which exc_type");
        }
        String type = textOf(exception.path("exc_type"));
        String message = textOf(exception.path("exc_message"));
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        details.put("exc_type", type);
        details.put("exc_module", text(exception, "exc_module"));
        return new Answer.Refusal(
                RpcException.HANDLER_ERROR,
                message.isEmpty() ? type : type + CeleryReplyFormat.CODE_ENDS + message,
                details);
    }

    // Python's exceptions have a list of arguments
    private static String textOf(JsonNode value) {
        if (!value.isArray()) {
            return value.isContainerNode() ? value.toString() : value.asText("");
        }
        List<String> parts = new ArrayList<>(value.size());
        value.forEach(part -> parts.add(part.isContainerNode() ? part.toString() : part.asText()));
        return String.join(", ", parts);
    }

    static @Nullable String text(ObjectNode tree, String name) {
        JsonNode value = tree.get(name);
        return value != null && value.isTextual() ? value.textValue() : null;
    }

    private MalformedReplyException malformed(String why) {
        return new MalformedReplyException(taskId, why);
    }
}
