package io.saltbus.rpc.internal.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.extension.Payloads;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.time.Scheduler;
import io.saltbus.rpc.RpcException;
import io.vertx.core.buffer.Buffer;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;

/** Celery's results in Redis, as celery-salt fills them: what its dispatcher returns, inside what the result backend adds. */
final class CeleryReplyFormat implements ReplyFormat {
    /**
     * What the bus refuses with by itself. A Python caller gets these as it gets an unexpected exception or a request that breaks its schema from a
     * Python responder: as an error entry, which raises its PublishError. As a typed error it would be handed to code that knows the codes of its own
     * contract alone, and perhaps be validated against them. The code leads the text, so that nothing is lost between two buses.
     */
    static final Set<String> CODES_OF_THE_BUS = Set.of(
            RpcException.INTERNAL,
            RpcException.INVALID_REQUEST,
            RpcException.INVALID_REPLY,
            RpcException.VERSION_UNSUPPORTED,
            RpcException.TIME_LIMIT_EXCEEDED,
            RpcException.HANDLER_ERROR);

    static final String CODE_ENDS = ": ";

    private static final DateTimeFormatter DATE_DONE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'").withZone(ZoneOffset.UTC);

    private final Payloads payloads;
    private final Scheduler scheduler;

    CeleryReplyFormat(Payloads payloads, Scheduler scheduler) {
        this.payloads = payloads;
        this.scheduler = scheduler;
    }

    @Override
    public Buffer write(Reply reply, Reply.Origin origin) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("status", "SUCCESS"); // the task's, whatever the handler's
        dispatched(tree.putObject("result"), reply.answer(), origin);
        tree.putNull("traceback");
        tree.putArray("children");
        tree.put("date_done", DATE_DONE.format(scheduler.now()));
        tree.put("task_id", reply.callId());
        return payloads.encode(tree);
    }

    private static void dispatched(ObjectNode result, Answer answer, Reply.Origin origin) {
        if (answer instanceof Answer.NoHandlers) {
            result.put("status", "no_handlers");
            result.put("routing_key", origin.topic());
            return;
        }
        result.put("status", "completed");
        result.put("routing_key", origin.topic());
        result.put("is_rpc", true);
        result.put("handlers_executed", 1);
        ObjectNode entry = result.putArray("results").addObject();
        entry.put("handler", origin.handler());
        if (answer instanceof Answer.Result value) {
            entry.put("status", "success");
            entry.set("result", value.value());
        } else if (answer instanceof Answer.Refusal refusal) {
            refuse(entry, refusal);
        } else {
            throw new IllegalArgumentException("only an end can be written, not " + answer);
        }
    }

    private static void refuse(ObjectNode entry, Answer.Refusal refusal) {
        if (CODES_OF_THE_BUS.contains(refusal.code())) {
            entry.put("status", "error");
            entry.put("error", refusal.code() + CODE_ENDS + refusal.message());
        } else {
            entry.put("status", "success");
            ObjectNode error = entry.putObject("result");
            error.put("error_code", refusal.code());
            error.put("error_message", refusal.message());
            error.set("details", refusal.details()); // null where there are none, as Python writes it
        }
    }

    @Override
    public Reply read(Buffer bytes) {
        ObjectNode tree;
        try {
            tree = payloads.decode(bytes);
        } catch (PayloadException unreadable) {
            throw new MalformedReplyException(null, String.valueOf(unreadable.getMessage()));
        }
        String taskId = CeleryResult.text(tree, "task_id");
        if (taskId == null) {
            throw new MalformedReplyException(null, "it has no task_id, which says which call it belongs to");
        }
        return new Reply(taskId, new CeleryResult(taskId, tree).answer());
    }
}
