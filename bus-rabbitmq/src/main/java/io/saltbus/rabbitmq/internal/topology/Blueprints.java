package io.saltbus.rabbitmq.internal.topology;

import io.saltbus.core.transport.QueueSpec;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Binding;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Exchange;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Life;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Queue;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a broker of some version must hold for a bus.
 *
 * @param names what things are called
 * @param arguments of its queues
 */
record Blueprints(Names names, QueueArguments arguments) {
    Blueprints(Names names, BrokerVersion version) {
        this(names, new QueueArguments(version));
    }

    /** What all buses share. */
    Blueprint shared() {
        Blueprint ladder = new Ladder(names).blueprint(arguments);
        var exchanges = new ArrayList<Exchange>(ladder.exchanges());
        exchanges.add(new Exchange(names.events(), Map.of()));
        return new Blueprint(exchanges, ladder.queues(), ladder.bindings());
    }

    /** What one subscription needs. */
    Blueprint of(QueueSpec spec) {
        if (Names.isDeadLetters(spec.name()) && spec.patterns().isEmpty()) {
            return new Blueprint(List.of(), List.of(deadLetters(spec.name())), List.of(ladder(spec)));
        }
        boolean exclusive = spec.kind() == QueueSpec.Kind.EXCLUSIVE;
        var queues = new ArrayList<Queue>();
        queues.add(deadLetters(spec.deadLetters()));
        queues.add(new Queue(spec.name(), exclusive ? Life.EXCLUSIVE : Life.DURABLE, arguments.of(spec)));
        queues.addAll(partitions(spec));
        var bindings = new ArrayList<Binding>();
        spec.patterns()
                .forEach(pattern ->
                        bindings.add(new Binding(names.events(), Target.QUEUE, spec.name(), pattern.text())));
        if (!exclusive) { // whose retries are held in the process that it goes with
            bindings.add(ladder(spec));
        }
        return new Blueprint(List.of(), queues, bindings);
    }

    // bound to nothing: the one that consumes the whole puts each message where its key belongs
    private List<Queue> partitions(QueueSpec spec) {
        if (spec.partitions() == 0) {
            return List.of();
        }
        var queues = new ArrayList<Queue>();
        for (int partition = 0; partition < spec.partitions(); partition++) {
            queues.add(new Queue(Names.partitionOf(spec.name(), partition), Life.DURABLE, arguments.of(spec)));
        }
        queues.add(new Queue(Names.rollOf(spec.name()), Life.DURABLE, QueueArguments.roll()));
        return queues;
    }

    /** A queue for what could not be handled: it keeps it until somebody takes it. */
    Queue deadLetters(String name) {
        return new Queue(name, Life.DURABLE, arguments.endless());
    }

    private Binding ladder(QueueSpec spec) {
        return new Ladder(names).exitTo(spec.name());
    }
}
