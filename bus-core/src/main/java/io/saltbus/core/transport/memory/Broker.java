package io.saltbus.core.transport.memory;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.failure.BusException;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.publish.PublishException;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Consumer;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.QueueSpec;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.shareddata.Shareable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The broker that all transports of one name and one Vertx share: routing and queues. It is never closed; it goes with its Vertx. */
final class Broker implements Shareable {
    private static final String LOCAL_MAP = "io.saltbus.memory";

    final int capacity;
    final Scheduler scheduler;
    final Alarm alarm;

    private final Guard guard = new Guard();
    private final Outboxes outboxes = new Outboxes(guard);
    private final Bindings bindings = new Bindings();
    private final Map<String, MemoryQueue> queues = new LinkedHashMap<>();
    // publishes from threads of no context are completed here, and the alarm rings here
    private final ContextInternal home;
    private int held;

    private Broker(Vertx vertx, int capacity, Scheduler scheduler) {
        this.capacity = capacity;
        this.scheduler = scheduler;
        this.home = ((VertxInternal) vertx).createEventLoopContext();
        this.alarm = new Alarm(scheduler, home, guard);
    }

    /** The broker of this name; the first caller's capacity and scheduler are kept. */
    static Broker of(Vertx vertx, MemoryAddress address, Scheduler scheduler) {
        Broker broker = vertx.sharedData()
                .<String, Broker>getLocalMap(LOCAL_MAP)
                .computeIfAbsent(address.name(), missing -> new Broker(vertx, address.capacityOrDefault(), scheduler));
        address.checkCapacity(broker.capacity);
        return broker;
    }

    Future<Void> connect(Session session) {
        return guarded(() -> {
            if (session.state == Session.State.CLOSED) {
                return caller().failedFuture(new ConnectionException.Closed(session.address));
            }
            session.state = Session.State.CONNECTED;
            return caller().succeededFuture();
        });
    }

    Future<Void> declare(Session session, QueueSpec spec) {
        return guarded(() -> {
            BusException refusal = session.refusal();
            MemoryQueue queue = queues.get(spec.name());
            if (refusal == null && queue != null) {
                refusal = Redeclaration.refusal(queue, spec, session);
            }
            if (refusal != null) {
                return caller().failedFuture(refusal);
            }
            if (queue == null) {
                queue = create(spec, session);
            }
            if (spec.kind() == QueueSpec.Kind.RESPONDER) {
                queue.renewLease();
                return caller().succeededFuture();
            }
            if (!spec.deadLetters().isEmpty()) {
                queue.deadLetters = grave(spec.deadLetters());
            }
            bindings.bind(queue, spec.patterns());
            return caller().succeededFuture();
        });
    }

    private MemoryQueue grave(String of) {
        MemoryQueue grave =
                queues.computeIfAbsent(of, name -> new MemoryQueue(this, name, QueueSpec.Kind.STANDARD, null, 0));
        grave.graveyard = true;
        return grave;
    }

    private MemoryQueue create(QueueSpec spec, Session session) {
        boolean exclusive = spec.kind() == QueueSpec.Kind.EXCLUSIVE;
        var queue = new MemoryQueue(this, spec.name(), spec.kind(), exclusive ? session : null, spec.partitions());
        queues.put(spec.name(), queue);
        if (exclusive) {
            session.exclusiveQueues.add(queue);
        }
        return queue;
    }

    /** Ends a queue that is bound to nothing. */
    void remove(MemoryQueue queue) {
        queues.remove(queue.name);
        queue.delete();
    }

    Future<Confirmed> publish(Session session, Outgoing outgoing) {
        var publish = new PendingPublish(outgoing.message().envelope().messageId(), session, caller(), outboxes);
        guard.enter();
        try {
            BusException refusal = session.refusal();
            Duration delay = outgoing.delay();
            if (refusal != null) {
                publish.fail(refusal);
            } else if (delay == null || delay.isZero() || delay.isNegative()) {
                route(outgoing, publish);
            } else {
                if (!targets(outgoing).isEmpty()) {
                    publish.taken();
                }
                hold(delay, () -> targets(outgoing).forEach(queue -> queue.append(copy(outgoing))));
                publish.confirm();
            }
        } finally {
            guard.exit();
        }
        return publish.future();
    }

    private void route(Outgoing outgoing, PendingPublish publish) {
        List<MemoryQueue> targets = targets(outgoing);
        for (MemoryQueue queue : targets) {
            if (queue.overloaded()) {
                publish.fail(new PublishException.Overloaded("queue " + queue.name, queue.waiting(), capacity));
                return;
            }
        }
        for (MemoryQueue queue : targets) {
            queue.offer(copy(outgoing), publish);
        }
        publish.confirmOrWait(alarm);
    }

    private List<MemoryQueue> targets(Outgoing outgoing) {
        Envelope envelope = outgoing.message().envelope();
        return envelope.mode() == EventMode.RPC ? responders(envelope) : bindings.route(envelope.topic());
    }

    private List<MemoryQueue> responders(Envelope request) {
        Version version = request.version();
        MemoryQueue queue =
                version == null ? null : queues.get(MemoryTransport.responderQueue(request.topic(), version.major()));
        return queue == null ? List.of() : List.of(queue);
    }

    private static Copy copy(Outgoing outgoing) {
        return new Copy(outgoing.message(), outgoing.expiresAfter(), null);
    }

    /** Keeps something back for a while. */
    void hold(Duration delay, Runnable then) {
        held++;
        alarm.at(alarm.dueIn(delay), () -> {
            held--;
            then.run();
        });
    }

    Future<Consumer> consume(Session session, QueueSpec spec, ConsumeOptions options, Handler<Delivery> handler) {
        return guarded(() -> {
            BusException refusal = session.refusal();
            MemoryQueue queue = queues.get(spec.name());
            if (refusal == null && (queue == null || (queue.owner != null && queue.owner != session))) {
                refusal = new ConfigurationException("queue " + spec.name() + " of " + session.address
                        + (queue == null
                                ? " does not exist: declare it before it is consumed"
                                : " is exclusive to another bus: consume it there"));
            }
            if (refusal != null || queue == null) {
                return caller().failedFuture(refusal);
            }
            var consumer = new MemoryConsumer(guard, session, queue, options, handler);
            session.consumers.add(consumer);
            queue.join(consumer);
            return caller().succeededFuture(consumer);
        });
    }

    List<String> troubles(Session session) {
        return guarded(() -> {
            var troubles = new ArrayList<String>();
            BusException refusal = session.refusal();
            if (refusal != null) {
                troubles.add(String.valueOf(refusal.getMessage()));
            }
            for (MemoryQueue queue : queues.values()) {
                if (queue.waiting() > 0) {
                    troubles.add("queue " + queue.name + " is full with " + queue.depth() + " messages, and "
                            + queue.waiting() + " publishes wait");
                }
            }
            return troubles;
        });
    }

    Future<Void> close(Session session) {
        return guarded(() -> {
            session.state = Session.State.CLOSED;
            List.copyOf(session.consumers).forEach(MemoryConsumer::end);
            for (MemoryQueue queue : queues.values()) {
                for (PendingPublish publish : queue.waitingOf(session)) {
                    publish.withdraw(new ConnectionException.Closed(session.address));
                }
            }
            for (MemoryQueue queue : session.exclusiveQueues) {
                bindings.unbind(queue);
                queues.remove(queue.name);
                queue.delete();
            }
            session.exclusiveQueues.clear();
            return Future.succeededFuture(); // on no context: it must complete also where Vert.x was closed before
        });
    }

    /** Looks at a queue; null is looked at where there is none. */
    <T> T look(String queue, Function<@Nullable MemoryQueue, T> look) {
        return guarded(() -> look.apply(queues.get(queue)));
    }

    List<String> queueNames() {
        return guarded(() -> List.copyOf(queues.keySet()));
    }

    int held() {
        return guarded(() -> held);
    }

    int unsettled() {
        return guarded(
                () -> queues.values().stream().mapToInt(MemoryQueue::unsettled).sum());
    }

    boolean quiet() {
        return guarded(() -> queues.values().stream().allMatch(MemoryQueue::quiet));
    }

    private <T> T guarded(Supplier<T> work) {
        guard.enter();
        try {
            return work.get();
        } finally {
            guard.exit();
        }
    }

    private ContextInternal caller() {
        ContextInternal current = ContextInternal.current();
        return current == null ? home : current;
    }
}
