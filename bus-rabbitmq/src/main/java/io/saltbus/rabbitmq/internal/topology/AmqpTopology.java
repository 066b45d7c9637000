package io.saltbus.rabbitmq.internal.topology;

import com.rabbitmq.client.Connection;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.Topology;
import io.saltbus.core.transport.TopologyItem;
import io.saltbus.core.transport.TopologyPlan;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Binding;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Exchange;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Life;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Queue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Topology} of RabbitMQ: over AMQP alone, and with the management API where an address of it was given. */
public final class AmqpTopology implements Topology {
    private static final Logger LOG = LoggerFactory.getLogger(AmqpTopology.class);
    private static final String THREADS = "saltbus-topology";

    private final WorkerExecutor worker;
    private final Scope scope;
    private final AmqpDeclarer declarer;
    private final @Nullable ManagementApi management;

    /**
     * What it is about.
     *
     * @param service whose queues are looked for
     * @param names what things are called
     * @param connection where it works; called on its own thread
     * @param queues what was declared by the bus until now, also without success
     */
    public record Scope(
            String service, Names names, Supplier<Connection> connection, Supplier<Collection<QueueSpec>> queues) {}

    /** @param management sees what AMQP cannot list; null where no address was given */
    public AmqpTopology(Vertx vertx, Scope scope, @Nullable ManagementApi management) {
        // a migration moves any number of messages
        this.worker = vertx.createSharedWorkerExecutor(THREADS, 1, 24, TimeUnit.HOURS);
        this.scope = scope;
        this.declarer = new AmqpDeclarer(scope.names());
        this.management = management;
    }

    @Override
    public Future<TopologyPlan> plan() {
        return run(channel -> {});
    }

    @Override
    public Future<TopologyPlan> apply() {
        return run(this::declareAll);
    }

    @Override
    public Future<TopologyPlan> migrate(String queue) {
        return migrate(queue, step -> {});
    }

    /** @param before told before each step */
    Future<TopologyPlan> migrate(String queue, Consumer<Migration.Step> before) {
        return run(channel -> migration(channel, queue).run(before));
    }

    @Override
    public Future<TopologyPlan> prune() {
        return run(channel -> {
            ManagementApi api = required("finding what nobody needs");
            new Pruning(channel, api, inspection(channel, api.view())).run();
        });
    }

    /** Tells in one line of log what nobody needs, where that can be seen. Never fails. */
    public Future<Void> warnOfOrphans() {
        if (management == null) {
            return Future.succeededFuture();
        }
        return plan().map(plan -> plan.in(TopologyItem.State.ORPHAN))
                .onSuccess(orphans -> {
                    if (!orphans.isEmpty()) {
                        LOG.warn(
                                "{} queues or bindings of service {} are needed by no subscription of this process: {}."
                                        + " bus.topology().prune() removes those that are empty and unused",
                                orphans.size(),
                                scope.service(),
                                orphans.stream().map(TopologyItem::name).toList());
                    }
                })
                .onFailure(unseen -> LOG.warn("cannot look for orphaned queues: {}", unseen.getMessage()))
                .transform(done -> Future.succeededFuture());
    }

    /** Lets go of its thread and of the management API. */
    public Future<Void> close() {
        return worker.close().eventually(() -> management == null ? Future.succeededFuture() : management.close());
    }

    @FunctionalInterface
    private interface Change {
        void make(ScratchChannel channel) throws IOException;
    }

    private Future<TopologyPlan> run(Change change) {
        return worker.executeBlocking(
                () -> {
                    try (var channel = new ScratchChannel(scope.connection().get())) {
                        change.make(channel);
                        return inspection(channel, management == null ? null : management.view())
                                .run(channel);
                    }
                },
                true);
    }

    private void declareAll(ScratchChannel channel) throws IOException {
        Blueprint blueprint = blueprint(channel);
        for (Exchange exchange : blueprint.exchanges()) {
            unlessInConflict(() -> AmqpDeclarer.declare(channel, exchange));
        }
        for (Queue queue : blueprint.queues()) {
            if (queue.life() == Life.DURABLE) {
                unlessInConflict(() -> AmqpDeclarer.declare(channel, queue));
            }
        }
        List<String> exclusive = blueprint.queues().stream()
                .filter(queue -> queue.life() == Life.EXCLUSIVE)
                .map(Queue::name)
                .toList();
        for (Binding binding : blueprint.bindings()) {
            if (!exclusive.contains(binding.destination())) {
                AmqpDeclarer.bind(channel, binding);
            }
        }
    }

    @FunctionalInterface
    private interface Declaration {
        void make() throws IOException;
    }

    // the plan that follows shows it
    private static void unlessInConflict(Declaration declaration) throws IOException {
        try {
            declaration.make();
        } catch (ConfigurationException conflict) {
            LOG.warn("{}", conflict.getMessage());
        }
    }

    private Migration migration(ScratchChannel channel, String name) {
        for (QueueSpec spec : scope.queues().get()) {
            Blueprint blueprint = blueprints(channel).of(spec);
            for (Queue queue : blueprint.queues()) {
                if (queue.name().equals(name) && queue.life() == Life.DURABLE) {
                    requireNoOrder(queue);
                    requireNoRequests(queue);
                    List<Binding> bindings = blueprint.bindings().stream()
                            .filter(binding -> binding.destination().equals(name))
                            .toList();
                    return new Migration(
                            channel,
                            blueprints(channel).arguments(),
                            queue,
                            bindings,
                            required("seeing whether a client holds messages of queue " + name));
                }
            }
        }
        throw new ConfigurationException("queue " + name
                + " is of no subscription of this bus, so that it is not known how it must be. Known are "
                + scope.queues().get().stream().map(QueueSpec::name).toList());
    }

    // what is routed to the shelter meanwhile comes before what is moved there
    private static void requireNoOrder(Queue queue) {
        if (queue.keepsOrder()) {
            throw new ConfigurationException("queue " + queue.name()
                    + " keeps an order, which a migration would break: let it run empty and delete it while nothing is"
                    + " published, or give the subscription another name");
        }
    }

    // they would outlive the patience of their callers
    private static void requireNoRequests(Queue queue) {
        if (queue.holdsRequests()) {
            throw new ConfigurationException("queue " + queue.name()
                    + " holds requests and is shared by all responders of their topic, and so is not migrated: delete it,"
                    + " and its responders make it again");
        }
    }

    private ManagementApi required(String purpose) {
        if (management == null) {
            throw new ConfigurationException(
                    purpose
                            + " needs the management API: add management=http://user:password@host:15672 to the broker's address");
        }
        return management;
    }

    private Inspection inspection(ScratchChannel channel, @Nullable BrokerView view) {
        return new Inspection(blueprint(channel), scope.names(), scope.service(), view);
    }

    private Blueprint blueprint(ScratchChannel channel) {
        Blueprint shared = blueprints(channel).shared();
        var queues = new LinkedHashSet<>(shared.queues());
        var bindings = new LinkedHashSet<>(shared.bindings());
        for (QueueSpec spec : scope.queues().get()) {
            Blueprint own = blueprints(channel).of(spec);
            queues.addAll(own.queues());
            bindings.addAll(own.bindings());
        }
        return new Blueprint(shared.exchanges(), new ArrayList<>(queues), new ArrayList<>(bindings));
    }

    private Blueprints blueprints(ScratchChannel channel) {
        return declarer.blueprints(channel.connection());
    }
}
