package io.saltbus.rabbitmq.internal.publish;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.ForgivingExceptionHandler;
import io.saltbus.core.time.Scheduler;
import io.saltbus.rabbitmq.internal.connection.Blocking;
import io.saltbus.testkit.service.BrokerService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A publisher on one event loop, whose connection comes back; and a connection of the test's own, past every fault. */
final class PublisherBench implements AutoCloseable {
    static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration RECONNECT = Duration.ofMillis(50);

    final ContextInternal context;
    final ConfirmedPublisher publisher;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Scheduler scheduler = Scheduler.real(vertx);
    private final ConnectionFactory factory = new ConnectionFactory();
    private final Connection direct;
    private final Blocking blocking;

    private final Semaphore losses = new Semaphore(0);

    // used on the loop only
    private boolean closed;
    private Connection connection;

    private PublisherBench(BrokerService broker, String url, Declaration declaration, PublishLimits limits, Proof proof)
            throws Exception {
        context = ((VertxInternal) vertx).createEventLoopContext();
        blocking = new Blocking() {
            @Override
            public <T> Future<T> call(Callable<T> work) {
                return context.executeBlocking(work, false);
            }
        };
        publisher = new ConfirmedPublisher(
                "the publisher of the test", context, blocking, scheduler, declaration, limits, proof);
        direct = connectDirectly(broker);
        factory.setUri(url);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setRequestedHeartbeat(2);
        factory.setConnectionTimeout(2_000);
        factory.setHandshakeTimeout(2_000);
        factory.setChannelRpcTimeout(2_000);
        factory.setExceptionHandler(new ForgivingExceptionHandler());
        factory.netty().eventLoopGroup(context.nettyEventLoop());
    }

    /** One that has no connection until {@link #connect()}. */
    static PublisherBench create(BrokerService broker, String url, Declaration declaration, PublishLimits limits)
            throws Exception {
        return new PublisherBench(broker, url, declaration, limits, Proof.CONFIRM);
    }

    static PublisherBench connected(BrokerService broker, String url, PublishLimits limits) throws Exception {
        var bench = create(broker, url, connection -> {}, limits);
        bench.connect();
        return bench;
    }

    /** One whose broker is asked about many messages at once. */
    static PublisherBench asking(BrokerService broker, String url, PublishLimits limits) throws Exception {
        var bench = new PublisherBench(broker, url, connection -> {}, limits, Proof.BARRIER);
        bench.connect();
        return bench;
    }

    static Connection connectDirectly(BrokerService broker) throws Exception {
        var plain = new ConnectionFactory();
        plain.setUri(broker.url());
        plain.setAutomaticRecoveryEnabled(false);
        return plain.newConnection();
    }

    void connect() {
        await(onLoop(this::reconnect));
    }

    private Future<Void> reconnect() {
        return context.executeBlocking(() -> factory.newConnection(context.nettyEventLoop()), false)
                .transform(opened -> {
                    if (closed) {
                        return context.succeededFuture();
                    }
                    if (opened.failed()) {
                        scheduler.schedule(RECONNECT, context, this::reconnect);
                        return context.failedFuture(opened.cause());
                    }
                    connection = opened.result();
                    connection.addShutdownListener(why -> context.runOnContext(turn -> lost(why)));
                    return publisher.connected(connection);
                });
    }

    private void lost(Throwable why) {
        if (!closed) {
            publisher.disconnected(why);
            losses.release();
            scheduler.schedule(RECONNECT, context, this::reconnect);
        }
    }

    void forgetLosses() {
        losses.drainPermits();
    }

    /** Waits until the publisher has been told of a loss since {@link #forgetLosses()}. */
    void awaitLoss() throws InterruptedException {
        if (!losses.tryAcquire(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("no loss within " + LIMIT);
        }
    }

    <T> CompletableFuture<T> onLoop(Supplier<Future<T>> task) {
        var outcome = new CompletableFuture<T>();
        context.runOnContext(turn -> task.get().onComplete(done -> {
            if (done.succeeded()) {
                outcome.complete(done.result());
            } else {
                outcome.completeExceptionally(done.cause());
            }
        }));
        return outcome;
    }

    CompletableFuture<Boolean> send(Parcel parcel) {
        return onLoop(() -> publisher.send(parcel));
    }

    CompletableFuture<Void> closePublisher() {
        return onLoop(publisher::close);
    }

    /** Waits within a limit; throws what it failed with. */
    static <T> T await(CompletableFuture<T> outcome) {
        try {
            return outcome.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException why) {
                throw why;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException | TimeoutException late) {
            throw new IllegalStateException("not within " + LIMIT, late);
        }
    }

    static Throwable failure(CompletableFuture<?> outcome) {
        return outcome.handle((result, failure) -> failure)
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** A durable classic queue. */
    String queue(String name, Map<String, Object> arguments) throws Exception {
        try (var channel = direct.createChannel()) {
            channel.queueDeclare(name, true, false, false, arguments);
            channel.queuePurge(name);
        }
        return name;
    }

    Connection direct() {
        return direct;
    }

    /** Takes everything from a queue: the bodies, in order. */
    static List<String> drain(Connection connection, String queue) throws Exception {
        var bodies = new LinkedBlockingQueue<String>();
        try (var channel = connection.createChannel()) {
            long inQueue = channel.messageCount(queue);
            channel.basicConsume(
                    queue,
                    true,
                    (tag, delivery) -> bodies.add(new String(delivery.getBody(), StandardCharsets.UTF_8)),
                    tag -> {});
            var taken = new ArrayList<String>();
            while (taken.size() < inQueue) {
                String body = bodies.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
                if (body == null) {
                    throw new IllegalStateException("of " + inQueue + " messages came " + taken.size());
                }
                taken.add(body);
            }
            return taken;
        }
    }

    @Override
    public void close() {
        await(closePublisher());
        Connection last = await(onLoop(() -> {
            closed = true;
            return context.succeededFuture(connection);
        }));
        if (last != null) {
            last.abort(1_000);
        }
        direct.abort(1_000);
        await(vertx.close().toCompletionStage().toCompletableFuture());
    }
}
