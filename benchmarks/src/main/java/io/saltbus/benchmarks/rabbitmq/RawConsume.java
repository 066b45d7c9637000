package io.saltbus.benchmarks.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The client on blocking sockets, with its own threads for consumers. */
final class RawConsume implements Lane {
    private final Connection connection;
    private final Channel channel;
    private final String queue;
    private final Acking acking;

    private RawConsume(Place place, Acking acking) throws Exception {
        connection = place.factory().newConnection();
        channel = connection.createChannel();
        channel.basicQos(Place.PREFETCH);
        queue = place.queue();
        this.acking = acking;
    }

    static Candidate.Opener with(Acking acking) {
        return place -> new RawConsume(place, acking);
    }

    @Override
    public void move(int messages) throws Exception {
        var done = new CountDownLatch(1);
        channel.basicConsume(queue, false, new DefaultConsumer(channel) {
            private int taken;

            @Override
            public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
                    throws IOException {
                taken++;
                if (acking.due(taken, messages)) {
                    channel.basicAck(envelope.getDeliveryTag(), acking.multiple());
                }
                if (taken == messages) {
                    done.countDown();
                }
            }
        });
        if (!done.await(120, TimeUnit.SECONDS)) {
            throw new TimeoutException("not all of " + messages + " arrived within 120 s");
        }
    }

    @Override
    public void end() throws Exception {
        connection.close();
    }
}
