package io.saltbus.rabbitmq.internal.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.event.Version;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.WireFormat;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Binding;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Exchange;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Life;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Queue;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Routing;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Target;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlueprintsTest {
    private static final List<TopicPattern> PATTERNS = List.of(TopicPattern.of("order.*"));

    private final Blueprints old = new Blueprints(Names.of("saltbus"), BrokerVersion.parse("3.10.8"));
    private final Blueprints current = new Blueprints(Names.of("saltbus"), BrokerVersion.parse("4.0.5"));

    @Test
    void aStandardQueueIsQuorumAndItsDeathsAreConfirmed() {
        Blueprint blueprint = old.of(QueueSpec.of("orders.ship", PATTERNS));
        assertThat(blueprint.queues())
                .containsExactly(
                        new Queue("orders.ship.dlq", Life.DURABLE, Map.of("x-queue-type", "quorum")),
                        new Queue(
                                "orders.ship",
                                Life.DURABLE,
                                Map.of(
                                        "x-queue-type", "quorum",
                                        "x-dead-letter-exchange", "",
                                        "x-dead-letter-routing-key", "orders.ship.dlq",
                                        "x-dead-letter-strategy", "at-least-once",
                                        "x-overflow", "reject-publish")));
        assertThat(blueprint.bindings())
                .containsExactly(
                        new Binding("saltbus.events", Target.QUEUE, "orders.ship", "order.*"),
                        new Binding("saltbus.delay.exit", Target.QUEUE, "orders.ship", "#.orders ship"));
    }

    @Test
    void theDeliveryLimitIsLiftedWhereThereIsOneAndNeverElsewhere() {
        QueueSpec spec = QueueSpec.of("orders.ship", PATTERNS);
        assertThat(current.of(spec).queues())
                .allSatisfy(queue -> assertThat(queue.arguments()).containsEntry("x-delivery-limit", -1));
        assertThat(old.of(spec).queues())
                .allSatisfy(queue -> assertThat(queue.arguments()).doesNotContainKey("x-delivery-limit"));
        assertThat(old.shared().queues())
                .allSatisfy(queue -> assertThat(queue.arguments()).doesNotContainKey("x-delivery-limit"));
    }

    @Test
    void aQueueWithPrioritiesIsClassic() {
        var spec = new QueueSpec("orders.ship", PATTERNS, QueueSpec.Kind.PRIORITY, "orders.ship.dlq");
        assertThat(current.of(spec).queues())
                .contains(new Queue(
                        "orders.ship",
                        Life.DURABLE,
                        Map.of(
                                "x-queue-type", "classic",
                                "x-max-priority", 9,
                                "x-dead-letter-exchange", "",
                                "x-dead-letter-routing-key", "orders.ship.dlq")));
    }

    @Test
    void aQueueWithPartitionsIsTheWholeThePartitionsAndTheRoll() {
        var spec = QueueSpec.of("orders.track", PATTERNS).withPartitions(2);
        Blueprint blueprint = current.of(spec);
        assertThat(blueprint.queues())
                .extracting(Queue::name)
                .containsExactly(
                        "orders.track.dlq", "orders.track", "orders.track.p0", "orders.track.p1", "orders.track.roll");
        assertThat(blueprint.queues())
                .filteredOn(
                        queue -> !queue.name().endsWith(".dlq") && !queue.name().endsWith(".roll"))
                .allSatisfy(queue -> assertThat(queue.arguments())
                        .containsEntry("x-single-active-consumer", true)
                        .containsEntry("x-dead-letter-routing-key", "orders.track.dlq")
                        .containsEntry("x-delivery-limit", -1));
        assertThat(blueprint.bindings()).extracting(Binding::destination).containsOnly("orders.track");
        assertThat(blueprint.queues())
                .contains(new Queue("orders.track.roll", Life.DURABLE, Map.of("x-queue-type", "classic")));
    }

    @Test
    void theLongestNameHasRoomForItsPartitions() {
        var spec = QueueSpec.of("q".repeat(199), PATTERNS).withPartitions(256);
        assertThat(current.of(spec).queues())
                .allSatisfy(queue -> assertThat(queue.name().length()).isLessThanOrEqualTo(255));
    }

    @Test
    void anExclusiveQueueGoesWithItsConnectionAndItsDeadLettersStay() {
        var spec = new QueueSpec("orders.ship.1a2b", PATTERNS, QueueSpec.Kind.EXCLUSIVE, "orders.ship.dlq");
        Blueprint blueprint = old.of(spec);
        assertThat(blueprint.queues())
                .extracting(Queue::name, Queue::life)
                .containsExactly(tuple("orders.ship.dlq", Life.DURABLE), tuple("orders.ship.1a2b", Life.EXCLUSIVE));
        assertThat(blueprint.bindings()).extracting(Binding::source).containsOnly("saltbus.events");
    }

    @Test
    void respondersShareAQueueThatKeepsNothingForNobody() {
        Names names = Names.of("saltbus");
        Blueprint blueprint = old.of(QueueSpec.responder(names.responders("rpc.add", 1), "rpc.add"));
        assertThat(blueprint.queues())
                .containsExactly(new Queue(
                        "saltbus.rpc.rpc.add.v1",
                        Life.DURABLE,
                        Map.of("x-queue-type", "classic", "x-expires", 60_000L)));
        assertThat(blueprint.bindings())
                .containsExactly(new Binding("saltbus.rpc", Target.QUEUE, "saltbus.rpc.rpc.add.v1", "rpc.add.v1"));
        assertThat(old.shared().exchanges()).contains(new Exchange("saltbus.rpc", Routing.DIRECT, Map.of()));
    }

    @Test
    void requestsFindTheRespondersOfTheirMajorVersionAndNoOthers() {
        Names names = Names.of("saltbus");
        var request = Envelope.builder("1", "rpc.add", "shop", Instant.EPOCH);
        assertThat(names.requestKey(request.version(Version.parse("v2.7")).build()))
                .isEqualTo(names.requestBinding(names.responders("rpc.add", 2), "rpc.add"));
        assertThat(names.requestKey(request.version(null).build())).isEqualTo("rpc.add.v");
        assertThatThrownBy(() -> names.requestBinding("orders.ship", "rpc.add"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("orders.ship", "saltbus.rpc.");
    }

    @Test
    void inTheFormatOfCeleryThereIsOneExchangeForAll() {
        var names = new Names("saltbus", "tchu_events", WireFormat.CELERY);
        var celery = new Blueprints(names, BrokerVersion.parse("4.0.5"));
        assertThat(celery.shared().exchanges()).extracting(Exchange::name).doesNotContain("saltbus.rpc");
        assertThat(celery.of(QueueSpec.responder(names.responders("rpc.add", 1), "rpc.add"))
                        .bindings())
                .containsExactly(new Binding("tchu_events", Target.QUEUE, "saltbus.rpc.rpc.add.v1", "rpc.add"));
        assertThat(names.requestKey(
                        Envelope.builder("1", "rpc.add", "shop", Instant.EPOCH).build()))
                .isEqualTo("rpc.add");
    }

    @Test
    void aQueueOfDeadLettersHasNone() {
        assertThat(old.of(QueueSpec.of("orders.ship.dlq", List.of())).queues())
                .containsExactly(new Queue("orders.ship.dlq", Life.DURABLE, Map.of("x-queue-type", "quorum")));
    }

    @Test
    void versionsAreRead() {
        assertThat(BrokerVersion.parse("3.13.7").limitsDeliveries()).isFalse();
        assertThat(BrokerVersion.parse("4.0.0-rc.1").limitsDeliveries()).isTrue();
        assertThat(BrokerVersion.parse("something else").limitsDeliveries()).isTrue();
    }

    @Test
    void aPrefixThatLeavesNoRoomIsRefused() {
        assertThatThrownBy(() -> Names.of("p".repeat(101))).hasMessageContaining("101 bytes");
        assertThatThrownBy(() -> Names.of("two words")).isInstanceOf(IllegalArgumentException.class);
    }
}
