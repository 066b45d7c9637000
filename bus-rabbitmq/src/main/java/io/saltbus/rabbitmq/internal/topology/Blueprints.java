package io.saltbus.rabbitmq.internal.topology;

import io.saltbus.core.transport.QueueSpec;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Binding;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Exchange;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Life;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Queue;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Routing;
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
        exchanges.add(Exchange.of(names.events()));
        if (!names.requests().equals(names.events())) {
            exchanges.add(new Exchange(names.requests(), Routing.DIRECT, Map.of()));
        }
        return new Blueprint(exchanges, ladder.queues(), ladder.bindings());
    }

    /** What one subscription needs. */
    Blueprint of(QueueSpec spec) {
        if (Names.isDeadLetters(spec.name()) && spec.patterns().isEmpty()) {
            return new Blueprint(List.of(), List.of(deadLetters(spec.name())), List.of(ladder(spec)));
        }
        if (spec.kind() == QueueSpec.Kind.RESPONDER) {
            return responders(spec);
        }
        boolean exclusive = spec.kind() == QueueSpec.Kind.EXCLUSIVE;
        var queues = new ArrayList<Queue>();
        if (!spec.deadLetters().isEmpty()) {
            queues.add(deadLetters(spec.deadLetters()));
        }
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

    // no ladder and no dead letters: by the time that a request came back from there, nobody would wait for its answer
    private Blueprint responders(QueueSpec spec) {
        var queue = new Queue(spec.name(), Life.DURABLE, arguments.of(spec));
        List<Binding> bindings = spec.patterns().stream()
                .map(topic -> names.requestBinding(spec.name(), topic.text()))
                .map(key -> new Binding(names.requests(), Target.QUEUE, spec.name(), key))
                .toList();
        return new Blueprint(List.of(), List.of(queue), bindings);
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
