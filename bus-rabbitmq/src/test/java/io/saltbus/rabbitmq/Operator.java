package io.saltbus.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What an operator does and sees, by a plain client and not by the bus.
 *
 * @param address of the broker itself
 */
public record Operator(String address) {
    /** Something done on a channel. */
    @FunctionalInterface
    private interface Work<T> {
        T on(Channel channel) throws IOException;
    }

    public void deleteQueue(String name) {
        call(channel -> channel.queueDelete(name));
    }

    /** Puts an ordinary queue where another may be. */
    public void replaceQueue(String name) {
        call(channel -> {
            channel.queueDelete(name);
            return channel.queueDeclare(name, true, false, false, Map.of("x-queue-type", "quorum"));
        });
    }

    /** How many messages wait in a queue. */
    public int depth(String queue) {
        return call(channel -> channel.queueDeclarePassive(queue).getMessageCount());
    }

    /** Deletes a queue, and makes one of the same name that has other arguments. */
    public void replaceByClassic(String name) {
        call(channel -> {
            channel.queueDelete(name);
            return channel.queueDeclare(name, true, false, false, Map.of("x-queue-type", "classic"));
        });
    }

    /** Takes all messages out of a queue and gives their ids. */
    public List<String> drain(String queue) {
        return call(channel -> {
            var ids = new ArrayList<String>();
            for (GetResponse got = channel.basicGet(queue, true); got != null; got = channel.basicGet(queue, true)) {
                ids.add(got.getProps().getMessageId());
            }
            return ids;
        });
    }

    /** Waits for the next message of a queue and gives its id. It is not taken out. */
    public String awaitMessage(String queue, Duration limit) {
        return call(channel -> {
            var arrived = new LinkedBlockingQueue<String>();
            channel.basicConsume(
                    queue,
                    false,
                    (tag, delivery) -> arrived.add(delivery.getProperties().getMessageId()),
                    tag -> {});
            try {
                String id = arrived.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
                return id == null ? "nothing within " + limit : id;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for " + queue, stopped);
            }
        });
    }

    private <T> T call(Work<T> work) {
        var factory = new ConnectionFactory();
        try {
            factory.setUri(address);
            try (Connection connection = factory.newConnection("campaign's operator");
                    Channel channel = connection.createChannel()) {
                return work.on(channel);
            }
        } catch (IOException | TimeoutException | GeneralSecurityException | URISyntaxException failed) {
            throw new IllegalStateException("the broker did not do what its operator asked for", failed);
        }
    }
}
