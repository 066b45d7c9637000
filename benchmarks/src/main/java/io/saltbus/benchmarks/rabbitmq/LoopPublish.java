package io.saltbus.benchmarks.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.netty.channel.EventLoop;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import org.jspecify.annotations.Nullable;

/** The client's Netty transport on the event loop of a context: a promise for each message, no other thread. */
final class LoopPublish implements Lane {
    private static final int SLOTS = 4096;

    private final ContextInternal context;
    private final Connection connection;
    private final Channel channel;
    private final Pump pump;
    private final byte[] body = Place.body();
    private final @Nullable Promise<Void>[] pending = slots();
    private long next = 1;
    private long lowest = 1;

    private LoopPublish(Place place, LoopTuning tuning) throws Exception {
        context = ((VertxInternal) place.vertx()).createEventLoopContext();
        connection = tuning.connect(place, context.nettyEventLoop());
        channel = connection.createChannel();
        tuning.confirmSelect(channel);
        pump = new Pump(context, this::send);
        channel.addConfirmListener(
                this::confirmed, (tag, multiple) -> pump.fail(new IllegalStateException("refused: " + tag)));
    }

    static Candidate.Opener with(LoopTuning tuning) {
        return place -> new LoopPublish(place, tuning);
    }

    @Override
    public void move(int messages) throws Exception {
        pump.move(messages);
    }

    @Override
    public EventLoop loop() {
        return context.nettyEventLoop();
    }

    @Override
    public void end() throws Exception {
        connection.close();
    }

    private void send(Pump sending) throws Exception {
        Promise<Void> promise = context.promise();
        promise.future().onSuccess(nothing -> sending.confirmed(1)).onFailure(sending::fail);
        pending[slot(next++)] = promise;
        channel.basicPublish(Place.EXCHANGE, Place.ROUTING_KEY, true, Place.PROPERTIES, body);
    }

    private void confirmed(long tag, boolean multiple) {
        if (multiple) {
            while (lowest <= tag) {
                complete(lowest++);
            }
        } else {
            complete(tag);
        }
    }

    private void complete(long tag) {
        Promise<Void> promise = pending[slot(tag)];
        if (promise != null) {
            pending[slot(tag)] = null;
            promise.complete();
        }
    }

    private static int slot(long tag) {
        return (int) (tag & (SLOTS - 1));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    private static @Nullable Promise<Void>[] slots() {
        return new Promise[SLOTS];
    }
}
