package io.saltbus.rabbitmq.internal.consume;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.DefaultConsumer;
import io.saltbus.core.transport.QueueSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a consumer's channel is asked for and waits for: on a worker, one call at a time. */
final class ChannelCalls {
    /**
     * Inside the broker, the client of a quorum queue keeps acks back while more than 32 of its commands wait to be applied, and drops them
     * with the channel.
     */
    private static final int BROKER_KEEPS_BACK = 32;

    private static final Logger LOG = LoggerFactory.getLogger(ChannelCalls.class);

    private final Channel channel;
    private final String queue;
    private final int priority;
    private final Set<String> tags = ConcurrentHashMap.newKeySet();

    private ChannelCalls(Channel channel, String queue, int priority) {
        this.channel = channel;
        this.queue = queue;
        this.priority = priority;
    }

    static ChannelCalls open(Connection connection, QueueSpec queue, int priority) throws IOException {
        Channel channel = connection.createChannel();
        if (channel == null) {
            throw new IOException("the connection has all the " + connection.getChannelMax()
                    + " channels that the broker allows: raise its channel_max");
        }
        return new ChannelCalls(channel, queue.name(), priority);
    }

    Channel channel() {
        return channel;
    }

    /** Begins a consumer, which may have that many deliveries unsettled; there may be others. */
    void consume(Consumer callbacks, int prefetch) throws IOException {
        channel.basicQos(prefetch);
        tags.add(channel.basicConsume(queue, false, Map.of("x-priority", priority), callbacks));
    }

    void cancel() throws IOException {
        for (String tag : List.copyOf(tags)) {
            tags.remove(tag);
            channel.basicCancel(tag);
        }
    }

    /** The broker ended a consumer by itself. */
    void cancelledByBroker(String tag) {
        tags.remove(tag);
    }

    /**
     * Closes the channel when the queue has taken the acks that were written before.
     *
     * <p>To consume and to cancel are commands that a quorum queue applies, in the order of the channel's, before it answers; the round trip
     * after it comes after what the answer set free. Measured on 3.10: without it, acked messages were in the queue again.
     *
     * @param frames how many acks were written since the last such command
     */
    void close(int frames) throws IOException, TimeoutException {
        if (tags.isEmpty() && frames > BROKER_KEEPS_BACK) {
            tags.add(channel.basicConsume(queue, false, new DefaultConsumer(channel)));
        }
        cancel();
        channel.basicQos(1);
        channel.close();
    }

    /** Gets rid of the channel in whatever state it is. */
    void abort() {
        try {
            channel.abort();
        } catch (IOException | RuntimeException gone) {
            LOG.debug("the channel of queue {} could not be closed: {}", queue, gone.toString());
        }
    }
}
