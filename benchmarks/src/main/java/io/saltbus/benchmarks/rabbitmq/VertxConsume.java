package io.saltbus.benchmarks.rabbitmq;

import io.netty.channel.EventLoop;
import io.vertx.rabbitmq.QueueOptions;
import io.vertx.rabbitmq.RabbitMQConsumer;
import io.vertx.rabbitmq.RabbitMQMessage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The Vert.x RabbitMQ Client: deliveries on a context, each ack handed to a worker. */
final class VertxConsume implements Lane {
    private final VertxSession session;
    private final String queue;
    private final Acking acking;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int taken;

    private VertxConsume(VertxSession session, String queue, Acking acking) {
        this.session = session;
        this.queue = queue;
        this.acking = acking;
    }

    static Candidate.Opener with(Acking acking) {
        return place -> {
            VertxSession session = VertxSession.start(place);
            session.await(() -> session.client().basicQos(0, Place.PREFETCH, false));
            return new VertxConsume(session, place.queue(), acking);
        };
    }

    @Override
    public void move(int messages) throws Exception {
        RabbitMQConsumer consumer = session.await(() -> session.client()
                .basicConsumer(queue, new QueueOptions().setAutoAck(false))
                .onSuccess(started -> started.handler(message -> take(message, messages))));
        done.get(120, TimeUnit.SECONDS);
        consumer.handler(null);
    }

    private void take(RabbitMQMessage message, int expected) {
        taken++;
        if (acking.due(taken, expected)) {
            var acked = session.client().basicAck(message.envelope().getDeliveryTag(), acking.multiple());
            acked.onFailure(done::completeExceptionally);
            if (taken == expected) {
                acked.onSuccess(done::complete);
            }
        }
    }

    @Override
    public EventLoop loop() {
        return session.context().nettyEventLoop();
    }

    @Override
    public void end() throws Exception {
        session.stop();
    }
}
