package io.saltbus.rabbitmq.internal.topology;

import com.rabbitmq.client.AMQP;
import io.saltbus.core.transport.TopologyItem;
import io.saltbus.core.transport.TopologyItem.Kind;
import io.saltbus.core.transport.TopologyItem.State;
import io.saltbus.core.transport.TopologyPlan;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Binding;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Exchange;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Life;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Queue;
import io.saltbus.rabbitmq.internal.topology.BrokerView.QueueView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares a blueprint with the broker and changes nothing: whether a thing is there is asked passively, and only what is there is declared,
 * which makes the broker compare it.
 *
 * @param wanted what the bus needs
 * @param names what things are called
 * @param service whose queues are looked for
 * @param view what the management API shows; null without one
 */
record Inspection(
        Blueprint wanted,
        Names names,
        String service,
        @Nullable BrokerView view) {
    private static final String APPLY = "The next start makes it, and so does bus.topology().apply()";

    TopologyPlan run(ScratchChannel channel) throws IOException {
        var items = new ArrayList<TopologyItem>();
        for (Exchange exchange : wanted.exchanges()) {
            items.add(exchange(channel, exchange));
        }
        for (Queue queue : wanted.queues()) {
            items.add(queue(channel, queue));
        }
        if (view == null) {
            items.add(new TopologyItem(
                    Kind.QUEUE,
                    service + ".*",
                    State.UNKNOWN,
                    "queues that nobody needs any more cannot be seen without the management API",
                    "Give its address by the setting management="));
            items.add(new TopologyItem(
                    Kind.BINDING,
                    "all",
                    State.UNKNOWN,
                    "bindings cannot be seen without the management API",
                    "bus.topology().apply() binds what is missing; to see them give the setting management="));
        } else {
            orphanQueues(view).forEach(orphan -> items.add(orphan(orphan)));
            Set<Binding> present = Set.copyOf(view.bindings());
            for (Binding binding : wanted.bindings()) {
                items.add(
                        present.contains(binding)
                                ? TopologyItem.of(Kind.BINDING, binding.toString(), State.PRESENT)
                                : missing(Kind.BINDING, binding.toString()));
            }
            orphanBindings(view).forEach(orphan -> items.add(orphan(orphan)));
        }
        return new TopologyPlan(items);
    }

    private static TopologyItem exchange(ScratchChannel channel, Exchange exchange) throws IOException {
        return channel.hasExchange(exchange.name())
                ? compared(
                        Kind.EXCHANGE, exchange.name(), Conflict::cure, () -> AmqpDeclarer.compare(channel, exchange))
                : missing(Kind.EXCHANGE, exchange.name());
    }

    private static TopologyItem queue(ScratchChannel channel, Queue queue) throws IOException {
        if (!channel.hasQueue(queue.name())) {
            return missing(Kind.QUEUE, queue.name());
        }
        return queue.life() == Life.EXCLUSIVE // another connection of this bus has it, and only that may declare it
                ? TopologyItem.of(Kind.QUEUE, queue.name(), State.PRESENT)
                : compared(
                        Kind.QUEUE,
                        queue.name(),
                        conflict -> conflict.cure(queue),
                        () -> AmqpDeclarer.compare(channel, queue));
    }

    @FunctionalInterface
    private interface Comparison {
        void run() throws IOException;
    }

    private static TopologyItem compared(Kind kind, String name, Function<Conflict, String> cure, Comparison comparison)
            throws IOException {
        try {
            comparison.run();
            return TopologyItem.of(kind, name, State.PRESENT);
        } catch (IOException refused) {
            Conflict conflict = Refusal.conflict(refused);
            if (conflict != null) {
                return new TopologyItem(kind, name, State.CONFLICT, conflict.difference(), cure.apply(conflict));
            }
            if (Refusal.is(AMQP.ACCESS_REFUSED, refused)) {
                return new TopologyItem(
                        kind,
                        name,
                        State.PRESENT,
                        "its arguments cannot be compared: the user of this bus may not configure it",
                        "");
            }
            throw refused;
        }
    }

    private static TopologyItem missing(Kind kind, String name) {
        return new TopologyItem(kind, name, State.MISSING, "", APPLY);
    }

    /** What belongs to the service and no subscription needs; queues of one connection go by themselves. */
    List<QueueView> orphanQueues(BrokerView seen) {
        Set<String> known = wanted.queues().stream().map(Queue::name).collect(Collectors.toSet());
        Predicate<String> needed =
                name -> known.contains(name) || (Names.isMigrating(name) && known.contains(Names.migratedOf(name)));
        return seen.queues().stream()
                .filter(queue -> isOfService(queue.name()) && !queue.exclusive())
                .filter(queue -> !needed.test(queue.name()))
                .toList();
    }

    /** Bindings of queues that are needed, by patterns that no subscription has. */
    List<Binding> orphanBindings(BrokerView seen) {
        Set<Binding> known = Set.copyOf(wanted.bindings());
        return wanted.queues().stream()
                .filter(queue -> isOfService(queue.name()))
                .flatMap(queue -> seen.bindingsTo(queue.name()).stream())
                .filter(binding -> !known.contains(binding))
                .distinct()
                .toList();
    }

    // a queue of responders is of no service, also where a service is called as the prefix is
    private boolean isOfService(String queue) {
        return queue.startsWith(service + ".") && !names.isResponders(queue);
    }

    private static TopologyItem orphan(QueueView queue) {
        return new TopologyItem(
                Kind.QUEUE,
                queue.name(),
                State.ORPHAN,
                queue.toString(),
                queue.idle()
                        ? "bus.topology().prune() removes it"
                        : "Take or purge its messages and stop its consumers; then bus.topology().prune() removes it");
    }

    private static TopologyItem orphan(Binding binding) {
        return new TopologyItem(
                Kind.BINDING,
                binding.toString(),
                State.ORPHAN,
                "no subscription of this bus has the pattern",
                "bus.topology().prune() removes it");
    }
}
