package io.saltbus.rabbitmq.internal.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.TopologyItem;
import io.saltbus.core.transport.TopologyItem.State;
import io.saltbus.core.transport.TopologyPlan;
import io.saltbus.rabbitmq.internal.topology.Migration.Step;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopologyIT {
    private static final Names NAMES = Names.of("saltbus");
    private static ManagedBroker managed;

    private final Vertx vertx = Vertx.vertx();
    private final String service = "s" + UUID.randomUUID().toString().substring(0, 8);
    private final List<QueueSpec> declared = new ArrayList<>();
    private final AmqpDeclarer declarer = new AmqpDeclarer(NAMES);
    private Loop loop;

    @BeforeAll
    static void start() throws Exception {
        managed = ManagedBroker.start();
    }

    @AfterAll
    static void stop() {
        managed.close();
    }

    @BeforeEach
    void connect() throws Exception {
        loop = Loop.to(vertx, managed.broker);
        declarer.declareShared(loop.connection);
    }

    @AfterEach
    void disconnect() throws Exception {
        loop.close();
        Loop.await(vertx.close());
    }

    @Test
    void aPlanShowsWhatIsMissingAndApplyMakesIt() throws Exception {
        QueueSpec spec = subscription("ship", "order.*");
        AmqpTopology topology = topology(true);
        TopologyPlan before = Loop.await(topology.plan());
        assertThat(names(before, State.MISSING))
                .containsExactlyInAnyOrder(
                        spec.name(),
                        spec.deadLetters(),
                        "saltbus.events -> " + spec.name() + " (order.*)",
                        "saltbus.delay.exit -> " + spec.name() + " (#."
                                + spec.name().replace('.', ' ') + ")");
        assertThat(Loop.await(topology.plan()).complete())
                .as("a plan changes nothing")
                .isFalse();
        assertThat(Loop.await(topology.apply()).complete()).isTrue();
        assertThat(names(Loop.await(topology.plan()), State.MISSING)).isEmpty();
    }

    @Test
    void withoutTheManagementApiAPlanSaysWhatItCannotSee() throws Exception {
        subscription("ship", "order.*");
        TopologyPlan plan = Loop.await(topology(false).plan());
        assertThat(plan.in(State.UNKNOWN))
                .hasSize(2)
                .allSatisfy(item -> assertThat(item.difference()).contains("management API"));
        assertThat(plan.in(State.MISSING)).hasSize(2);
    }

    @Test
    void conflictsAreShownAndOnlyMigratedWithTheManagementApi() throws Exception {
        QueueSpec spec = inConflict("ship");
        TopologyItem conflict =
                Loop.await(topology(false).plan()).in(State.CONFLICT).get(0);
        assertThat(conflict.name()).isEqualTo(spec.name());
        assertThat(conflict.difference()).isEqualTo("x-dead-letter-exchange is none and must be \"\"");
        assertThat(Loop.await(topology(false).apply()).in(State.CONFLICT)).containsExactly(conflict);
        assertThatThrownBy(() -> Loop.await(topology(false).migrate(spec.name())))
                .hasCauseInstanceOf(ConfigurationException.class)
                .hasMessageContaining("management=");
    }

    @Test
    void aMigrationKeepsEveryMessage() throws Exception {
        QueueSpec spec = inConflict("ship");
        Set<String> sent = publish(500);
        assertThat(Loop.await(topology(true).migrate(spec.name())).complete()).isTrue();
        declarer.declare(loop.connection, spec);
        publish(1).forEach(sent::add);
        assertThat(take(spec.name())).containsExactlyInAnyOrderElementsOf(sent);
    }

    /** The connection is cut before each step; meanwhile events go on; the next migration and the next start both finish it. */
    @ParameterizedTest
    @EnumSource(Step.class)
    void aMigrationThatIsCutAnywhereLosesNothing(Step at) throws Exception {
        QueueSpec spec = inConflict("ship");
        Set<String> sent = publish(300);
        try (Loop doomed = Loop.to(vertx, managed.broker)) {
            var cut = topology(true, doomed.connection).migrate(spec.name(), step -> {
                if (step == at) {
                    doomed.connection.abort(3_000);
                }
            });
            assertThatThrownBy(() -> Loop.await(cut)).isInstanceOf(ExecutionException.class);
        }
        sent.addAll(publish(20));
        assertThat(Loop.await(topology(true).migrate(spec.name())).complete()).isTrue();
        sent.addAll(publish(20));
        declarer.declare(loop.connection, spec);
        assertThat(new TreeSet<>(take(spec.name()))).isEqualTo(sent);
        try (var channel = new ScratchChannel(loop.connection)) {
            assertThat(channel.hasQueue(Names.migratingOf(spec.name()))).isFalse();
        }
    }

    @Test
    void aStartFinishesAMigrationThatWasCutAfterTheQueueWasMadeAnew() throws Exception {
        QueueSpec spec = inConflict("ship");
        Set<String> sent = publish(100);
        try (Loop doomed = Loop.to(vertx, managed.broker)) {
            var cut = topology(true, doomed.connection).migrate(spec.name(), step -> {
                if (step == Step.RECREATE) {
                    doomed.connection.abort(3_000);
                }
            });
            assertThatThrownBy(() -> Loop.await(cut)).isInstanceOf(ExecutionException.class);
        }
        declarer.declare(loop.connection, spec);
        assertThat(new TreeSet<>(take(spec.name()))).isEqualTo(sent);
    }

    @Test
    void aQueueInUseIsNotMigrated() throws Exception {
        QueueSpec spec = inConflict("ship");
        Set<String> sent = publish(10);
        try (Channel busy = loop.connection.createChannel()) {
            busy.basicQos(3);
            String tag = busy.basicConsume(spec.name(), false, (each, delivery) -> {}, each -> {});
            assertThatThrownBy(() -> Loop.await(topology(true).migrate(spec.name())))
                    .hasCauseInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("1 consumers");
            busy.basicCancel(tag); // three messages are still with it
            assertThatThrownBy(() -> Loop.await(topology(true).migrate(spec.name())))
                    .hasCauseInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("3 messages are with a client");
        }
        assertThat(new TreeSet<>(take(spec.name()))).isEqualTo(sent);
    }

    @Test
    void orphansAreListedAndPrunedOnlyWhenEmptyAndUnused() throws Exception {
        QueueSpec kept = subscription("ship", "order.*");
        declarer.declare(loop.connection, kept);
        for (String gone : List.of("empty", "full", "used")) {
            declarer.declare(loop.connection, spec(gone, "unheard." + gone));
        }
        try (Channel channel = loop.connection.createChannel()) {
            channel.queueBind(kept.name(), NAMES.events(), "invoice.*");
            channel.confirmSelect();
            channel.basicPublish(NAMES.events(), "unheard.full", null, new byte[0]);
            channel.waitForConfirmsOrDie(10_000);
            channel.basicConsume(service + ".used", (tag, delivery) -> {}, tag -> {});
            TopologyPlan before = Loop.await(topology(true).plan());
            assertThat(names(before, State.ORPHAN))
                    .contains(
                            service + ".empty",
                            service + ".empty.dlq",
                            service + ".full",
                            service + ".used",
                            "saltbus.events -> " + kept.name() + " (invoice.*)");
            TopologyPlan after = Loop.await(topology(true).prune());
            assertThat(names(after, State.ORPHAN)).contains(service + ".full", service + ".used");
            assertThat(names(after, State.ORPHAN))
                    .doesNotContain(service + ".empty", "saltbus.events -> " + kept.name() + " (invoice.*)");
            assertThat(after.complete()).isTrue();
        }
    }

    @Test
    void partitionsOfASubscriptionAreKnownAndNotMigrated() throws Exception {
        QueueSpec spec = spec("track", "order.*").withPartitions(3);
        declared.add(spec);
        assertThat(Loop.await(topology(true).apply()).complete()).isTrue();
        TopologyPlan plan = Loop.await(topology(true).prune());
        assertThat(names(plan, State.PRESENT))
                .contains(spec.name(), spec.name() + ".p0", spec.name() + ".p2", spec.name() + ".roll");
        assertThat(names(plan, State.ORPHAN)).isEmpty();
        for (String queue : List.of(spec.name(), spec.name() + ".p1")) {
            assertThatThrownBy(() -> Loop.await(topology(true).migrate(queue)))
                    .hasCauseInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll(queue, "keeps an order");
        }
        declared.set(0, spec.withPartitions(2));
        assertThat(names(Loop.await(topology(true).plan()), State.ORPHAN)).containsExactly(spec.name() + ".p2");
    }

    @Test
    void respondersOfAnyServiceAreNobodysOrphansAndNotMigrated() throws Exception {
        QueueSpec own = responders(1);
        declared.add(own);
        QueueSpec foreign = responders(2);
        declarer.declare(loop.connection, foreign);
        AmqpTopology topology = topology("saltbus", loop.connection); // a service called as the prefix is
        assertThat(names(Loop.await(topology.plan()), State.MISSING))
                .containsExactlyInAnyOrder(own.name(), "saltbus.rpc -> " + own.name() + " (" + service + ".find.v1)");
        assertThat(names(Loop.await(topology.apply()), State.PRESENT)).contains("saltbus.rpc", own.name());
        try (var channel = new ScratchChannel(loop.connection)) {
            String shared = "saltbus.events";
            channel.call(open -> open.queueBind(own.name(), shared, service + ".find"));
            TopologyPlan after = Loop.await(topology.prune());
            assertThat(names(after, State.ORPHAN)).noneMatch(orphan -> orphan.contains("saltbus.rpc."));
            assertThat(channel.hasQueue(foreign.name())).isTrue();
        }
        assertThatThrownBy(() -> Loop.await(topology.migrate(own.name())))
                .hasCauseInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(own.name(), "holds requests", "delete it");
    }

    private QueueSpec responders(int major) {
        String topic = service + ".find";
        return QueueSpec.responder(NAMES.responders(topic, major), topic);
    }

    private AmqpTopology topology(boolean withManagement) {
        return topology(withManagement, loop.connection);
    }

    private AmqpTopology topology(boolean withManagement, Connection connection) {
        return topology(service, connection, withManagement ? management() : null);
    }

    private AmqpTopology topology(String of, Connection connection) {
        return topology(of, connection, management());
    }

    private AmqpTopology topology(String of, Connection connection, @Nullable ManagementApi management) {
        return new AmqpTopology(vertx, new AmqpTopology.Scope(of, NAMES, () -> connection, () -> declared), management);
    }

    private ManagementApi management() {
        return new ManagementApi(vertx, Scheduler.real(vertx), managed.management, "/", ManagedBroker.COUNTS_CATCH_UP);
    }

    private QueueSpec spec(String handler, String pattern) {
        return QueueSpec.of(service + "." + handler, List.of(TopicPattern.of(pattern)));
    }

    private QueueSpec subscription(String handler, String pattern) {
        QueueSpec spec = spec(handler, pattern);
        declared.add(spec);
        return spec;
    }

    /** A classic queue where a quorum queue is wanted, with the bindings of the subscription. */
    private QueueSpec inConflict(String handler) throws Exception {
        QueueSpec spec = subscription(handler, service + ".order");
        declarer.declareDeadLetters(loop.connection, spec.deadLetters());
        try (Channel channel = loop.connection.createChannel()) {
            channel.queueDeclare(spec.name(), true, false, false, Map.of("x-queue-type", "classic"));
            channel.queueBind(spec.name(), NAMES.events(), service + ".order");
        }
        return spec;
    }

    private Set<String> publish(int count) throws Exception {
        var ids = new TreeSet<String>();
        try (Channel channel = loop.connection.createChannel()) {
            channel.confirmSelect();
            for (int number = 0; number < count; number++) {
                String id = UUID.randomUUID().toString();
                ids.add(id);
                channel.basicPublish(
                        NAMES.events(),
                        service + ".order",
                        new AMQP.BasicProperties.Builder()
                                .messageId(id)
                                .deliveryMode(2)
                                .build(),
                        new byte[100]);
            }
            channel.waitForConfirmsOrDie(20_000);
        }
        return ids;
    }

    private List<String> take(String queue) throws Exception {
        var ids = new ArrayList<String>();
        try (Channel channel = loop.connection.createChannel()) {
            for (GetResponse got = channel.basicGet(queue, true); got != null; got = channel.basicGet(queue, true)) {
                ids.add(got.getProps().getMessageId());
            }
        }
        return ids;
    }

    private static List<String> names(TopologyPlan plan, State state) {
        return plan.in(state).stream().map(TopologyItem::name).toList();
    }
}
