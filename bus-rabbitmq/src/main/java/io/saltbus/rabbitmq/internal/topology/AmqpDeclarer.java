package io.saltbus.rabbitmq.internal.topology;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Connection;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Binding;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Exchange;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Life;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Queue;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Target;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Declarer} on a channel of its own. Declaring what exists changes nothing: the broker compares, and closes the channel where an
 * argument differs.
 */
public final class AmqpDeclarer implements Declarer {
    private static final Logger LOG = LoggerFactory.getLogger(AmqpDeclarer.class);

    private final Names names;

    /** @param names what things are called */
    public AmqpDeclarer(Names names) {
        this.names = names;
    }

    @Override
    public void declareShared(Connection connection) throws IOException {
        declare(connection, blueprints(connection).shared());
    }

    @Override
    public void declare(Connection connection, QueueSpec queue) throws IOException {
        Blueprint blueprint = blueprints(connection).of(queue);
        declare(connection, blueprint);
        if (queue.kind() != QueueSpec.Kind.EXCLUSIVE && queue.kind() != QueueSpec.Kind.RESPONDER) { // never migrated
            try (var channel = new ScratchChannel(connection)) {
                new Shelter(channel, queue.name(), blueprint.bindings()).closeIfInterrupted();
            }
        }
    }

    @Override
    public void declareDeadLetters(Connection connection, String name) throws IOException {
        try (var channel = new ScratchChannel(connection)) {
            declare(channel, blueprints(connection).deadLetters(name));
        }
    }

    Blueprints blueprints(Connection connection) {
        return new Blueprints(names, BrokerVersion.of(connection));
    }

    void declare(Connection connection, Blueprint blueprint) throws IOException {
        try (var channel = new ScratchChannel(connection)) {
            for (Exchange exchange : blueprint.exchanges()) {
                declare(channel, exchange);
            }
            for (Queue queue : blueprint.queues()) {
                declare(channel, queue);
            }
            for (Binding binding : blueprint.bindings()) {
                bind(channel, binding);
            }
        }
    }

    /** Declares as it must be; where it is there, the broker only compares. */
    static void compare(ScratchChannel channel, Exchange exchange) throws IOException {
        channel.call(open ->
                open.exchangeDeclare(exchange.name(), exchange.routing().amqp, true, false, exchange.arguments()));
    }

    /** Declares as it must be; where it is there, the broker only compares. */
    static void compare(ScratchChannel channel, Queue queue) throws IOException {
        // an exclusive queue is not auto-delete: it has to outlive a paused consumer
        channel.call(open -> open.queueDeclare(
                queue.name(), queue.life() == Life.DURABLE, queue.life() == Life.EXCLUSIVE, false, queue.arguments()));
    }

    static void declare(ScratchChannel channel, Exchange exchange) throws IOException {
        try {
            compare(channel, exchange);
        } catch (IOException refused) {
            if (!Refusal.is(AMQP.ACCESS_REFUSED, refused) || !channel.hasExchange(exchange.name())) {
                String alternate = "alternate-exchange";
                throw Refusal.explain(
                        refused,
                        channel.connection(),
                        "exchange " + exchange.name(),
                        "the permission to configure it"
                                + (exchange.arguments().containsKey(alternate)
                                        ? ", to read it, and to write to "
                                                + exchange.arguments().get(alternate)
                                        : ""));
            }
        }
    }

    static void declare(ScratchChannel channel, Queue queue) throws IOException {
        try {
            compare(channel, queue);
            // the broker creates a queue in two steps; asking again finds one whose process did not come up
            channel.call(open -> open.queueDeclarePassive(queue.name()));
        } catch (IOException refused) {
            Conflict conflict = Refusal.conflict(refused);
            if (conflict != null && conflict.isMissingDeliveryLimit()) {
                declareAsBeforeTheUpgrade(channel, queue);
            } else if (conflict != null) {
                throw conflict.asFailure(Refusal.where(channel.connection()), queue, refused);
            } else if (!Refusal.is(AMQP.ACCESS_REFUSED, refused) || !channel.hasQueue(queue.name())) {
                throw Refusal.explain(
                        refused,
                        channel.connection(),
                        "queue " + queue.name(),
                        "the permission to configure and to read it, and to write to the exchange of its dead letters");
            }
        }
    }

    private static void declareAsBeforeTheUpgrade(ScratchChannel channel, Queue queue) throws IOException {
        var arguments = new HashMap<String, Object>(queue.arguments());
        arguments.remove(QueueArguments.DELIVERY_LIMIT);
        declare(channel, new Queue(queue.name(), queue.life(), Map.copyOf(arguments)));
        LOG.warn(
                "queue {} is from before the broker was RabbitMQ 4, and has its default delivery limit now: a message that was"
                        + " interrupted that often becomes a dead letter. Lift it with a policy (delivery-limit: -1) or"
                        + " bus.topology().migrate(\"{}\")",
                queue.name(),
                queue.name());
    }

    static void bind(ScratchChannel channel, Binding binding) throws IOException {
        try {
            channel.call(open -> binding.target() == Target.QUEUE
                    ? open.queueBind(binding.destination(), binding.source(), binding.key())
                    : open.exchangeBind(binding.destination(), binding.source(), binding.key()));
        } catch (IOException refused) {
            throw Refusal.explain(
                    refused,
                    channel.connection(),
                    "binding " + binding,
                    "the permission to write to " + binding.destination() + " and to read " + binding.source());
        }
    }

    static void unbind(ScratchChannel channel, Binding binding) throws IOException {
        channel.call(open -> binding.target() == Target.QUEUE
                ? open.queueUnbind(binding.destination(), binding.source(), binding.key())
                : open.exchangeUnbind(binding.destination(), binding.source(), binding.key()));
    }
}
