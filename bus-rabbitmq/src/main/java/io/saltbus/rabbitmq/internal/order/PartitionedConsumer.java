package io.saltbus.rabbitmq.internal.order;

import com.rabbitmq.client.Connection;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Consumer;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.rabbitmq.internal.connection.Tenant;
import io.saltbus.rabbitmq.internal.consume.RecoveringConsumer;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Consumes a queue with partitions: in line for the work of dividing it, and in line for each partition. Its state is of the connection's
 * loop; the methods of {@link Consumer} may be called from the consumer's context.
 */
public final class PartitionedConsumer implements RecoveringConsumer, Tenant {
    /** Messages that may be on their way to their partitions at once. */
    private static final int SPLIT_WINDOW = 500;

    private enum State {
        OPENING,
        RUNNING,
        PAUSED,
        CLOSED
    }

    private final OrderParts parts;
    private final QueueSpec queue;
    private final ContextInternal context;
    private final Handler<Delivery> handler;
    private final Troubles troubles = new Troubles();
    private final Place whole;
    private final List<Place> places = new ArrayList<>();
    private final Balance balance;
    private final Promise<Void> closed = Promise.promise();
    private volatile State state = State.OPENING;

    /** @param handler gets each delivery on the context of the options */
    public PartitionedConsumer(OrderParts parts, QueueSpec queue, ConsumeOptions options, Handler<Delivery> handler) {
        this.parts = parts;
        this.queue = queue;
        this.context = (ContextInternal) options.context();
        this.handler = handler;
        var partitions = new Partitions(queue);
        var declaring = new Declaring(parts, queue);
        Function<Message, @Nullable String> keyOf = options.orderKey();
        var splitter = new Splitter(parts, partitions, keyOf == null ? message -> null : keyOf);
        this.whole = new Place(parts, queue.name(), SPLIT_WINDOW, declaring, troubles, splitter);
        int prefetch = Math.max(1, options.prefetch() / queue.partitions());
        for (String name : partitions.names()) {
            places.add(new Place(parts, name, prefetch, declaring, troubles, this::handOver));
        }
        this.balance = new Balance(parts, declaring, partitions.roll(), places);
    }

    private void handOver(Line.Arriving arriving) {
        var delivery = new PartitionDelivery(parts, context, queue.deadLetters(), arriving);
        try {
            context.emit(delivery, handler);
        } catch (RejectedExecutionException contextIsGone) {
            arriving.line().giveBack();
        }
    }

    /** {@inheritDoc} It is in line everywhere then; whether it is served depends on the others. */
    @Override
    public Future<Consumer> open() {
        return onLoop(() -> parts.connection().add(this))
                .compose(
                        opened -> Future.succeededFuture(this),
                        refused -> close().transform(ended -> Future.failedFuture(refused)));
    }

    @Override
    public Future<Void> connected(Connection connection) {
        List<Future<Void>> joining = new ArrayList<>();
        tenants().forEach(tenant -> joining.add(tenant.connected(connection)));
        return Future.join(joining).transform(joined -> {
            if (state != State.OPENING) {
                return Future.succeededFuture(); // what is wrong is among the troubles
            }
            if (joined.failed()) {
                return Future.failedFuture(joined.cause());
            }
            state = State.RUNNING;
            return Future.succeededFuture();
        });
    }

    @Override
    public void disconnected(Throwable why) {
        tenants().forEach(tenant -> tenant.disconnected(why));
    }

    private List<Tenant> tenants() {
        var tenants = new ArrayList<Tenant>(places);
        tenants.add(whole);
        tenants.add(balance);
        return tenants;
    }

    @Override
    public boolean live() {
        return state == State.RUNNING && whole.inLine() && places.stream().allMatch(Place::inLine);
    }

    @Override
    public List<String> troubles() {
        return troubles.all();
    }

    /** {@inheritDoc} Dividing the queue goes on: it is for all processes. */
    @Override
    public Future<Void> pause() {
        return onLoop(() -> {
            if (state == State.CLOSED) {
                return closedFailure();
            }
            state = State.PAUSED;
            places.forEach(Place::leave);
            return balance.leave().otherwiseEmpty();
        });
    }

    @Override
    public Future<Void> resume() {
        return onLoop(() -> {
            if (state == State.CLOSED) {
                return closedFailure();
            }
            state = State.RUNNING;
            balance.enter();
            return Future.join(places.stream().map(Place::join).toList()).mapEmpty();
        });
    }

    @Override
    public Future<Void> close() {
        return onLoop(() -> {
            if (state != State.CLOSED) {
                state = State.CLOSED;
                List<Future<Void>> closing = new ArrayList<>();
                closing.add(balance.leave());
                closing.add(whole.closeWhenSettled());
                places.forEach(place -> closing.add(place.close()));
                Future.join(closing).onComplete(left -> {
                    parts.connection().remove(this);
                    closed.complete();
                });
            }
            Promise<Void> there = context.promise();
            closed.future().onComplete(there);
            return there.future();
        });
    }

    @Override
    public Future<Void> ended() {
        return closed.future();
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> step) {
        return parts.consuming().onLoop(context, step);
    }

    private Future<Void> closedFailure() {
        return Future.failedFuture(new ConnectionException.Closed("the consumer of queue " + queue.name()));
    }

    @Override
    public String toString() {
        return "the consumer of queue " + queue.name();
    }
}
