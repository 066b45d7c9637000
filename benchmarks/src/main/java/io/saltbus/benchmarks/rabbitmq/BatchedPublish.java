package io.saltbus.benchmarks.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.netty.channel.EventLoop;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/** The client on blocking sockets: what the loop collected goes to a worker as one batch; confirms come back to the loop put together. */
final class BatchedPublish implements Lane {
    private enum Worker {
        IDLE,
        BUSY
    }

    private final ContextInternal context;
    private final Connection connection;
    private final Channel channel;
    private final Pump pump;
    private final AtomicInteger confirmed = new AtomicInteger();
    private Deque<byte[]> waiting = new ArrayDeque<>();
    private Worker worker = Worker.IDLE;

    private BatchedPublish(Place place) throws Exception {
        context = ((VertxInternal) place.vertx()).createEventLoopContext();
        connection = place.factory().newConnection();
        channel = connection.createChannel();
        channel.confirmSelect();
        byte[] body = Place.body();
        pump = new Pump(context, sending -> {
            waiting.add(body);
            handOver();
        });
        var confirms = new Confirms();
        channel.addConfirmListener(
                (tag, multiple) -> tell(confirms.count(tag, multiple)),
                (tag, multiple) -> pump.fail(new IllegalStateException("refused: " + tag)));
    }

    static Lane open(Place place) throws Exception {
        return new BatchedPublish(place);
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

    /** In the loop's next turn, so that all of this turn goes together. */
    private void handOver() {
        if (worker == Worker.IDLE) {
            worker = Worker.BUSY;
            context.runOnContext(turned -> publishBatch());
        }
    }

    private void publishBatch() {
        Deque<byte[]> batch = waiting;
        waiting = new ArrayDeque<>();
        context.executeBlocking(() -> {
                    for (byte[] body : batch) {
                        channel.basicPublish(Place.EXCHANGE, Place.ROUTING_KEY, true, Place.PROPERTIES, body);
                    }
                    return batch.size();
                })
                .onSuccess(published -> {
                    worker = Worker.IDLE;
                    if (!waiting.isEmpty()) {
                        handOver();
                    }
                })
                .onFailure(pump::fail);
    }

    private void tell(int count) {
        if (confirmed.getAndAdd(count) == 0) {
            context.nettyEventLoop().execute(() -> pump.confirmed(confirmed.getAndSet(0)));
        }
    }
}
