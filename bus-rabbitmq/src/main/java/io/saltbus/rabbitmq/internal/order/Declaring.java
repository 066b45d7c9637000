package io.saltbus.rabbitmq.internal.order;

import com.rabbitmq.client.Connection;
import io.saltbus.core.transport.QueueSpec;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Declares a queue with all its partitions, for all that consume one of them: whoever asks while that goes on gets its outcome. On the
 * loop.
 */
final class Declaring {
    private final OrderParts parts;
    private final QueueSpec queue;
    private @Nullable Connection over;
    private @Nullable Future<Void> underWay;

    Declaring(OrderParts parts, QueueSpec queue) {
        this.parts = parts;
        this.queue = queue;
    }

    Future<Void> on(Connection connection) {
        Future<Void> present = underWay;
        if (present != null && over == connection) {
            return present;
        }
        Future<Void> begun = parts.connection().call(() -> {
            parts.consuming().declarer().declare(connection, queue);
            return null;
        });
        over = connection;
        underWay = begun;
        begun.onComplete(declared -> {
            if (underWay == begun) {
                underWay = null;
            }
        });
        return begun;
    }
}
