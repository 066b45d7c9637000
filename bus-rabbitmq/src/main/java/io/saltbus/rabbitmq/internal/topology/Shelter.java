package io.saltbus.rabbitmq.internal.topology;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Binding;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Life;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Queue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue beside another, where its messages wait while it is made anew. Whoever works on it holds a lock in the broker, which goes with
 * the connection.
 *
 * @param channel what it is made with
 * @param queue the queue whose messages wait
 * @param bindings those of that queue
 */
record Shelter(ScratchChannel channel, String queue, List<Binding> bindings) {
    private static final Logger LOG = LoggerFactory.getLogger(Shelter.class);

    /** A message that was routed before a binding went is in its queue well within this time. */
    static final Duration QUIET = Duration.ofSeconds(2);

    String name() {
        return Names.migratingOf(queue);
    }

    /** Takes the lock, for as long as the returned channel is open; null where somebody else has it. */
    static @Nullable Channel lock(Connection connection, String queue) throws IOException {
        String name = Names.migratingOf(queue) + ".lock";
        Channel channel = connection.createChannel();
        if (channel == null) {
            throw new IOException("the connection to " + Refusal.where(connection) + " has no channel left");
        }
        try {
            // the queue keeps other connections out, its only consumer other channels of this one
            channel.queueDeclare(name, false, true, true, Map.of("x-queue-type", "classic"));
            channel.basicConsume(name, true, "", false, true, Map.of(), (tag, none) -> {}, tag -> {});
            return channel;
        } catch (IOException refused) {
            channel.abort();
            if (Refusal.is(AMQP.RESOURCE_LOCKED, refused) || Refusal.is(AMQP.ACCESS_REFUSED, refused)) {
                return null;
            }
            throw refused;
        }
    }

    /** Makes it, and leads to it what is routed to the queue. */
    void open(QueueArguments arguments) throws IOException {
        AmqpDeclarer.declare(channel, new Queue(name(), Life.DURABLE, arguments.endless()));
        for (Binding binding : bindings) {
            AmqpDeclarer.bind(channel, to(name(), binding));
        }
    }

    /** Nothing is routed to the queue any more. */
    void unbindQueue() throws IOException {
        for (Binding binding : bindings) {
            AmqpDeclarer.unbind(channel, binding);
        }
    }

    void bindQueue() throws IOException {
        for (Binding binding : bindings) {
            AmqpDeclarer.bind(channel, binding);
        }
    }

    /** Moves what waits here back to the queue, which is bound again, and removes the shelter. */
    void close() throws IOException {
        for (Binding binding : bindings) {
            AmqpDeclarer.unbind(channel, to(name(), binding));
        }
        long moved = new MessageMove(channel.connection(), QUIET).run(name(), queue);
        channel.call(open -> open.queueDelete(name()));
        LOG.info("{} messages of queue {} are back from {}", moved, queue, name());
    }

    /** Does the rest of a migration whose process has ended, now that the queue is as it must be. */
    void closeIfInterrupted() throws IOException {
        if (!channel.hasQueue(name())) {
            return;
        }
        Channel lock = lock(channel.connection(), queue);
        if (lock == null) {
            return; // it is not interrupted: somebody works on it
        }
        try {
            if (channel.hasQueue(name())) {
                close();
            }
        } finally {
            lock.abort();
        }
    }

    private static Binding to(String destination, Binding binding) {
        return new Binding(binding.source(), binding.target(), destination, binding.key());
    }
}
