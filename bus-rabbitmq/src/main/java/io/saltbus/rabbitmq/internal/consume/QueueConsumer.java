package io.saltbus.rabbitmq.internal.consume;

import com.rabbitmq.client.Connection;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Consumer;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.rabbitmq.internal.connection.Tenant;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.List;
import java.util.function.Supplier;

/**
 * One consumer of one queue: takes deliveries on a channel of its own, and comes back on a new one whatever ended the last. Its state
 * ({@link Upkeep}) is of the connection's loop; the methods of {@link Consumer} may be called from the consumer's context.
 */
public final class QueueConsumer implements RecoveringConsumer, Tenant {
    private final ConsumeParts parts;
    private final ContextInternal context;
    private final Upkeep upkeep;
    private final String queue;

    /** @param handler gets each delivery on the context of the options */
    public QueueConsumer(ConsumeParts parts, QueueSpec queue, ConsumeOptions options, Handler<Delivery> handler) {
        this.parts = parts;
        this.context = (ContextInternal) options.context();
        this.queue = queue.name();
        this.upkeep = new Upkeep(parts, queue, options, handler);
        upkeep.ended().onComplete(ended -> parts.connection().remove(this));
    }

    @Override
    public Future<Consumer> open() {
        return onLoop(() -> parts.connection().add(this))
                .compose(
                        opened -> Future.succeededFuture(this),
                        refused -> close().transform(ended -> Future.failedFuture(refused)));
    }

    @Override
    public boolean live() {
        return upkeep.standing().live();
    }

    @Override
    public List<String> troubles() {
        return upkeep.standing().troubles();
    }

    @Override
    public Future<Void> pause() {
        return onLoop(() -> upkeep.want(Wish.REST));
    }

    @Override
    public Future<Void> resume() {
        return onLoop(() -> upkeep.want(Wish.TAKE));
    }

    @Override
    public Future<Void> close() {
        return onLoop(() -> {
            upkeep.end();
            Promise<Void> there = context.promise();
            upkeep.ended().onComplete(there);
            return there.future();
        });
    }

    @Override
    public Future<Void> ended() {
        return upkeep.ended();
    }

    @Override
    public Future<Void> connected(Connection established) {
        return upkeep.connected(established);
    }

    @Override
    public void disconnected(Throwable why) {
        upkeep.disconnected(why);
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> call) {
        return parts.onLoop(context, call);
    }

    @Override
    public String toString() {
        return "the consumer of queue " + queue;
    }
}
