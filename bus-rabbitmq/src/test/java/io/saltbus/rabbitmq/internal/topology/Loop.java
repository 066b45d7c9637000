package io.saltbus.rabbitmq.internal.topology;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.ForgivingExceptionHandler;
import io.saltbus.rabbitmq.internal.connection.Blocking;
import io.saltbus.rabbitmq.internal.publish.Parcel;
import io.saltbus.rabbitmq.internal.publish.Sender;
import io.saltbus.testkit.service.TestService;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A connection on an event loop with a simple sender, and waiting that ends. */
final class Loop implements AutoCloseable, Blocking, Sender {
    private static final int PATIENCE_SECONDS = 60;

    final Vertx vertx;
    final ContextInternal context;
    final Connection connection;
    private final Channel sending;
    // used on the loop only
    private final TreeMap<Long, Promise<Boolean>> unconfirmed = new TreeMap<>();
    private final Set<String> returned = new HashSet<>();

    private Loop(Vertx vertx, TestService broker) throws Exception {
        this.vertx = vertx;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.connection = connect(broker);
        this.sending = connection.createChannel();
        sending.confirmSelect();
        sending.addReturnListener(
                undelivered -> returned.add(undelivered.getProperties().getMessageId()));
        sending.addConfirmListener(
                (tag, multiple) -> confirmed(tag, multiple, true), (tag, multiple) -> confirmed(tag, multiple, false));
    }

    static Loop to(Vertx vertx, TestService broker) throws Exception {
        return new Loop(vertx, broker);
    }

    Connection connect(TestService broker) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(broker.url());
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setChannelRpcTimeout(20_000);
        factory.setExceptionHandler(new ForgivingExceptionHandler());
        factory.netty().eventLoopGroup(context.nettyEventLoop());
        return factory.newConnection(context.nettyEventLoop());
    }

    @Override
    public <T> Future<T> call(Callable<T> work) {
        return context.executeBlocking(work, false);
    }

    @Override
    public Future<Boolean> send(Parcel parcel) {
        Promise<Boolean> confirmed = Promise.promise();
        unconfirmed.put(sending.getNextPublishSeqNo(), confirmed);
        try {
            sending.basicPublish(parcel.exchange(), parcel.routingKey(), true, parcel.properties(), parcel.body());
        } catch (Exception lost) {
            confirmed.tryFail(lost);
        }
        String id = parcel.properties().getMessageId();
        return confirmed.future().map(took -> !returned.remove(id));
    }

    private void confirmed(long tag, boolean multiple, boolean taken) {
        var done = multiple ? unconfirmed.headMap(tag, true) : unconfirmed.subMap(tag, true, tag, true);
        done.values().forEach(promise -> {
            if (taken) {
                promise.tryComplete(true);
            } else {
                promise.tryFail("nacked");
            }
        });
        done.clear();
    }

    /** Sends from the test's thread. */
    Future<Boolean> sendOnLoop(Parcel parcel) {
        return Future.future(done -> context.runOnContext(turn -> send(parcel).onComplete(done)));
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        connection.abort(5_000);
    }
}
