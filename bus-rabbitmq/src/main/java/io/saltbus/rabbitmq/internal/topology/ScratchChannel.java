package io.saltbus.rabbitmq.internal.topology;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A channel for synchronous methods that the broker may refuse: a refusal closes it, and the next method gets a new one. */
final class ScratchChannel implements AutoCloseable {
    private final Connection connection;
    private @Nullable Channel current;

    ScratchChannel(Connection connection) {
        this.connection = connection;
    }

    /** What runs on it. */
    @FunctionalInterface
    interface Method<T> {
        T call(Channel channel) throws IOException;
    }

    Connection connection() {
        return connection;
    }

    /** The channel itself, for what lasts. */
    Channel open() throws IOException {
        Channel channel = current;
        if (channel == null || !channel.isOpen()) {
            channel = connection.createChannel();
            if (channel == null) {
                throw new IOException("the connection to " + Refusal.where(connection) + " has no channel left of its "
                        + connection.getChannelMax());
            }
            current = channel;
        }
        return channel;
    }

    <T> T call(Method<T> method) throws IOException {
        try {
            return method.call(open());
        } catch (ShutdownSignalException closed) { // what the client throws on a channel that is closed already
            throw new IOException("the channel to " + Refusal.where(connection) + " was closed", closed);
        }
    }

    /** Whether the broker has a queue of this name, in whoever's use. */
    boolean hasQueue(String name) throws IOException {
        return !isRefused(AMQP.NOT_FOUND, channel -> channel.queueDeclarePassive(name));
    }

    /** Whether the broker has an exchange of this name. */
    boolean hasExchange(String name) throws IOException {
        return !isRefused(AMQP.NOT_FOUND, channel -> channel.exchangeDeclarePassive(name));
    }

    private boolean isRefused(int code, Method<?> method) throws IOException {
        try {
            call(method);
            return false;
        } catch (IOException refused) {
            Refusal refusal = Refusal.in(refused);
            if (refusal == null) {
                throw refused;
            }
            return refusal.code() == code;
        }
    }

    @Override
    public void close() throws IOException {
        Channel channel = current;
        if (channel != null && channel.isOpen()) {
            channel.abort();
        }
    }
}
