package io.saltbus.rabbitmq;

import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Consumer;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.rabbitmq.internal.connection.LoopConnection;
import io.saltbus.rabbitmq.internal.consume.ConsumeParts;
import io.saltbus.rabbitmq.internal.consume.QueueConsumer;
import io.saltbus.rabbitmq.internal.consume.RecoveringConsumer;
import io.saltbus.rabbitmq.internal.order.OrderParts;
import io.saltbus.rabbitmq.internal.order.PartitionedConsumer;
import io.saltbus.rabbitmq.internal.publish.ConfirmedPublisher;
import io.saltbus.rabbitmq.internal.publish.Parcel;
import io.saltbus.rabbitmq.internal.publish.Proof;
import io.saltbus.rabbitmq.internal.publish.Sender;
import io.saltbus.rabbitmq.internal.topology.CurrentConnection;
import io.saltbus.rabbitmq.internal.topology.Drains;
import io.saltbus.rabbitmq.internal.topology.Forwarding;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** What one event loop has of its own: a connection, a publisher on it, and consumers. Safe for use from any thread. */
final class Lane {
    private final LaneParts parts;
    private final ContextInternal context;
    private final LoopConnection connection;
    private final ConfirmedPublisher publisher;
    private final Sender sender;
    /** On a channel of its own, opened with the other's: a first request that waited for one would have less of its caller's time. */
    private final ConfirmedPublisher requests;

    private final Sender requestSender;
    private final CurrentConnection current;
    private final Set<RecoveringConsumer> consumers = ConcurrentHashMap.newKeySet();
    private volatile boolean lost;

    Lane(LaneParts parts, ContextInternal context) {
        this.parts = parts;
        this.context = context;
        this.connection = parts.connections().on(context);
        this.publisher = publisher("the publisher", Proof.CONFIRM);
        this.sender = parts.seams().sender().apply(publisher);
        this.requests = publisher("the publisher of requests", Proof.BARRIER);
        this.requestSender = parts.seams().sender().apply(requests);
        this.current = new CurrentConnection(parts.options().address());
    }

    private ConfirmedPublisher publisher(String what, Proof proof) {
        return new ConfirmedPublisher(
                what + " to " + parts.options().address(),
                context,
                connection,
                parts.settings().scheduler(),
                parts.shared(),
                parts.publishLimits(),
                proof);
    }

    ContextInternal context() {
        return context;
    }

    CurrentConnection current() {
        return current;
    }

    /** Whether it could not be opened: nothing goes over it ever. */
    boolean isLost() {
        return lost;
    }

    /** Connects; completes when it can publish. */
    Future<Void> open() {
        return onLoop(() -> {
            Future<Void> known = connection.add(current);
            Future<Void> publishing = Future.all(connection.add(publisher), connection.add(requests))
                    .mapEmpty();
            return connection
                    .open()
                    .compose(opened -> inTime(Future.all(known, publishing), "declaring and publishing"))
                    .<Void>mapEmpty()
                    .onFailure(refused -> lost = true);
        });
    }

    /** Takes out of the ladder what is due, from now on. */
    Future<Void> drainLadder() {
        var scheduler = parts.settings().scheduler();
        var forwarding = new Forwarding(parts.names(), sender, parts.wire(), parts.declarer(), connection, scheduler);
        return onLoop(() -> connection.add(
                new Drains(context, scheduler, connection, parts.declarer(), parts.names(), forwarding)));
    }

    /** Does something with the broker as soon as there is a connection; fails where there is none for too long. */
    Future<Void> ask(String what, Errand.Question question) {
        var errand = new Errand(what, connection, question);
        return onLoop(() -> inTime(connection.add(errand), what).onComplete(done -> connection.remove(errand)));
    }

    /** Sends a message; completes on the loop with whether a queue took it. */
    Future<Boolean> send(Parcel parcel) {
        return onLoop(() -> parcel.proof() == Proof.CONFIRM ? sender.send(parcel) : requestSender.send(parcel));
    }

    /** Consumes as soon as there is a connection; fails where there is none for too long. */
    Future<Consumer> consume(QueueSpec queue, ConsumeOptions options, Handler<Delivery> handler) {
        String what = "consuming queue " + queue.name();
        var consuming = new ConsumeParts(
                connection,
                sender,
                parts.declarer(),
                parts.delays(),
                parts.wire(),
                parts.settings().scheduler());
        RecoveringConsumer consumer = queue.partitions() > 0
                ? new PartitionedConsumer(
                        new OrderParts(consuming, parts.seams().rebalancing()), queue, options, handler)
                : new QueueConsumer(consuming, queue, options, handler);
        consumers.add(consumer);
        consumer.ended().onComplete(ended -> consumers.remove(consumer));
        return onLoop(() -> inTime(consumer.open(), what)
                .recover(refused -> consumer.close().transform(closed -> Future.failedFuture(refused))));
    }

    List<String> troubles() {
        var all = new ArrayList<>(connection.troubles());
        consumers.forEach(consumer -> all.addAll(consumer.troubles()));
        return all;
    }

    /** Lets consumers settle what they have, and publishes be confirmed, then lets go. Never fails. */
    Future<Void> close() {
        Supplier<Future<Void>> closing =
                () -> Future.join(consumers.stream().map(Consumer::close).toList())
                        .transform(settled -> Future.join(publisher.close(), requests.close()))
                        .transform(confirmed -> connection.close());
        return onLoop(closing).otherwiseEmpty();
    }

    private <T> Future<T> inTime(Future<T> future, String what) {
        Promise<T> bounded = context.promise();
        Duration limit = parts.options().startTimeout();
        var timer = parts.settings()
                .scheduler()
                .schedule(
                        limit,
                        context,
                        () -> bounded.tryFail(new ConnectionException.Unreachable(
                                what + " was not possible within " + limit.toMillis() + " ms: "
                                        + String.join("; ", troubles()),
                                null)));
        future.onComplete(
                done -> {
                    timer.cancel();
                    bounded.tryComplete(done);
                },
                refused -> {
                    timer.cancel();
                    bounded.tryFail(refused);
                });
        return bounded.future();
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> step) {
        if (context.nettyEventLoop().inEventLoop()) {
            return step.get();
        }
        Promise<T> done = context.promise();
        try {
            context.nettyEventLoop().execute(() -> step.get().onComplete(done));
        } catch (RejectedExecutionException loopIsGone) {
            return Future.failedFuture(new ConnectionException.Closed(
                    "the Vertx of the transport to " + parts.options().address()));
        }
        return done.future();
    }
}
