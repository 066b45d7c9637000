package io.saltbus.rpc.internal.redis;

import io.vertx.core.Promise;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commands that belong together, on their way to one node. May be sent again after a loss: every operation of the store leaves the same state
 * when it runs twice. Not a record: two alike are two.
 */
final class Operation {
    private final String key;
    private final List<Request> commands;
    private final long deadlineNanos;
    private final Promise<List<@Nullable Response>> answers;

    /**
     * @param key decides on the node of a cluster
     * @param commands sent in one write
     * @param deadlineNanos when it has to have ended
     * @param answers completes with one answer a command
     */
    Operation(String key, List<Request> commands, long deadlineNanos, Promise<List<@Nullable Response>> answers) {
        this.key = key;
        this.commands = commands;
        this.deadlineNanos = deadlineNanos;
        this.answers = answers;
    }

    String key() {
        return key;
    }

    List<Request> commands() {
        return commands;
    }

    boolean isOutOfTime(long nowNanos) {
        return nowNanos - deadlineNanos >= 0;
    }

    Promise<List<@Nullable Response>> answers() {
        return answers;
    }
}
