package io.saltbus.rabbitmq.internal.topology;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.CancelCallback;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Moves the messages of one queue to another. Each is confirmed there before it leaves here, so that an interruption may double some and
 * loses none.
 *
 * @param connection the move opens a channel of its own on it
 * @param quiet it ends when none has come for this long
 */
record MessageMove(Connection connection, Duration quiet) {
    private static final int BATCH = 200;
    private static final long CONFIRM_WITHIN_MS = 30_000;

    /** Returns how many were moved. */
    long run(String from, String to) throws IOException {
        Channel channel = connection.createChannel();
        if (channel == null) {
            throw new IOException("the connection to " + Refusal.where(connection) + " has no channel left");
        }
        try {
            return run(channel, from, to);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while moving messages from " + from + " to " + to);
        } catch (TimeoutException late) {
            throw new IOException("no confirm from queue " + to + " within " + CONFIRM_WITHIN_MS + " ms", late);
        } finally {
            channel.abort();
        }
    }

    private long run(Channel channel, String from, String to)
            throws IOException, InterruptedException, TimeoutException {
        var returned = new AtomicInteger();
        var arrived = new LinkedBlockingQueue<Delivery>();
        channel.addReturnListener(undelivered -> returned.incrementAndGet());
        channel.confirmSelect();
        channel.basicQos(2 * BATCH);
        CancelCallback onCancel = tag -> {}; // the next acknowledgement, or the quiet after it, tells
        String consumer = channel.basicConsume(from, false, (tag, delivery) -> arrived.add(delivery), onCancel);
        long moved = 0;
        while (true) {
            Delivery first = arrived.poll(quiet.toMillis(), TimeUnit.MILLISECONDS);
            if (first == null) {
                channel.basicCancel(consumer); // or the queue seems to be in use for a moment longer
                return moved;
            }
            var batch = new ArrayList<>(List.of(first));
            arrived.drainTo(batch, BATCH - 1);
            for (Delivery delivery : batch) {
                channel.basicPublish("", to, true, properties(delivery), delivery.getBody());
            }
            if (!channel.waitForConfirms(CONFIRM_WITHIN_MS) || returned.get() > 0) {
                throw new IOException("queue " + to + " did not take all of " + batch.size() + " messages from " + from
                        + ", which keeps them");
            }
            channel.basicAck(batch.get(batch.size() - 1).getEnvelope().getDeliveryTag(), true);
            moved += batch.size();
        }
    }

    private static AMQP.@Nullable BasicProperties properties(Delivery delivery) {
        AMQP.BasicProperties properties = delivery.getProperties();
        if (properties.getHeaders() == null) {
            return properties;
        }
        var headers = new HashMap<>(properties.getHeaders());
        headers.remove("x-delivery-count"); // counted by the queue it came from
        return properties.builder().headers(headers).build();
    }
}
