package io.saltbus.benchmarks.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.netty.channel.EventLoop;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The client's Netty transport on an event loop: deliveries and acks on it, no other thread. */
final class LoopConsume implements Lane {
    private final EventLoop loop;
    private final Connection connection;
    private final Channel channel;
    private final String queue;
    private final Acking acking;

    private LoopConsume(Place place, LoopTuning tuning, Acking acking) throws Exception {
        loop = ((VertxInternal) place.vertx()).createEventLoopContext().nettyEventLoop();
        connection = tuning.connect(place, loop);
        channel = connection.createChannel();
        channel.basicQos(Place.PREFETCH);
        queue = place.queue();
        this.acking = acking;
    }

    static Candidate.Opener with(LoopTuning tuning, Acking acking) {
        return place -> new LoopConsume(place, tuning, acking);
    }

    @Override
    public void move(int messages) throws Exception {
        var consumer = new Taking(messages);
        channel.basicConsume(queue, false, consumer);
        consumer.done.get(120, TimeUnit.SECONDS);
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public void end() throws Exception {
        connection.close();
    }

    private final class Taking extends DefaultConsumer {
        private enum Turn {
            IDLE,
            PLANNED
        }

        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final int expected;
        private int taken;
        private long last;
        private Turn turn = Turn.IDLE;

        Taking(int expected) {
            super(channel);
            this.expected = expected;
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
                throws IOException {
            taken++;
            last = envelope.getDeliveryTag();
            if (acking.due(taken, expected)) {
                ack();
            } else if (acking == Acking.EVERY_TURN && turn == Turn.IDLE) {
                turn = Turn.PLANNED;
                loop.execute(this::endTurn);
            }
        }

        private void endTurn() {
            turn = Turn.IDLE;
            try {
                ack();
            } catch (IOException failure) {
                done.completeExceptionally(failure);
            }
        }

        private void ack() throws IOException {
            channel.basicAck(last, acking.multiple());
            if (taken == expected) {
                done.complete(null);
            }
        }
    }
}
