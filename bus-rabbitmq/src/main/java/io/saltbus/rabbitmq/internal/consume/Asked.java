package io.saltbus.rabbitmq.internal.consume;

import io.saltbus.core.failure.ConnectionException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was asked of one consumer, and is not answered yet. Every question is answered. Used on the loop. */
final class Asked {
    private final String queue;
    private final ContextInternal context;
    private final List<Promise<Void>> wishes = new ArrayList<>();
    private final Promise<Void> ended = Promise.promise();
    private @Nullable Promise<Void> attempt;

    /** @param context where wishes are answered */
    Asked(String queue, ContextInternal context) {
        this.queue = queue;
        this.context = context;
    }

    /** Whether a wish came true. */
    Future<Void> wish() {
        Promise<Void> asked = context.promise();
        wishes.add(asked);
        return asked.future();
    }

    /** Whether the queue is consumed over a new connection. */
    Future<Void> attempt() {
        attempted(new ConnectionException.Lost("there is a newer connection for queue " + queue, null));
        Promise<Void> asked = Promise.promise();
        attempt = asked;
        return asked.future();
    }

    /** Completes when the consumer is over. */
    Future<Void> ended() {
        return ended.future();
    }

    void wishesCameTrue() {
        List<Promise<Void>> done = List.copyOf(wishes);
        wishes.clear();
        done.forEach(Promise::complete);
    }

    /** @param failure null where the first attempt over the connection succeeded, or was no longer wanted */
    void attempted(@Nullable Throwable failure) {
        Promise<Void> asked = attempt;
        attempt = null;
        if (asked == null) {
            return;
        }
        if (failure == null) {
            asked.complete();
        } else {
            asked.fail(failure);
        }
    }

    void end() {
        wishesCameTrue();
        ended.complete();
    }
}
