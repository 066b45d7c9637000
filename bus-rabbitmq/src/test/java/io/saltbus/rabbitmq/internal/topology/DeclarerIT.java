package io.saltbus.rabbitmq.internal.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.QueueSpec.Kind;
import io.saltbus.core.transport.WireFormat;
import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithServices
class DeclarerIT {
    private final String service = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final Names names = Names.of(service);
    private final AmqpDeclarer declarer = new AmqpDeclarer(names);
    private final Vertx vertx = Vertx.vertx();
    private final List<String> queues = new ArrayList<>();
    private BrokerService broker;
    private Loop loop;

    @BeforeEach
    void connect(BrokerService given) throws Exception {
        broker = given;
        loop = Loop.to(vertx, broker);
    }

    @AfterEach
    void removeWhatWasDeclared() throws Exception {
        Blueprint shared = new Blueprints(names, BrokerVersion.of(loop.connection)).shared();
        try (Channel channel = loop.connection.createChannel()) {
            for (Blueprint.Queue queue : shared.queues()) {
                channel.queueDelete(queue.name());
            }
            for (String queue : queues) {
                channel.queueDelete(queue);
            }
            for (Blueprint.Exchange exchange : shared.exchanges()) {
                channel.exchangeDelete(exchange.name());
            }
        }
        loop.close();
        Loop.await(vertx.close());
    }

    @Test
    void tenConnectionsDeclareTheSameAtTheSameTime() throws Exception {
        QueueSpec spec = spec("ship", Kind.STANDARD);
        var loops = new ArrayList<Loop>();
        for (int number = 0; number < 10; number++) {
            loops.add(Loop.to(vertx, broker));
        }
        Loop.await(Future.join(loops.stream()
                .map(each -> each.call(() -> {
                    declarer.declareShared(each.connection);
                    declarer.declare(each.connection, spec);
                    return each;
                }))
                .toList()));
        loops.forEach(Loop::close);
        declarer.declareShared(loop.connection);
        declarer.declare(loop.connection, spec);
        assertThat(depth(spec.name())).isZero();
        assertThat(depth(spec.deadLetters())).isZero();
    }

    @Test
    void everyArgumentThatDiffersIsNamedWithBothValuesAndTheWayOut() throws Exception {
        exchange(names.events(), "topic");
        exchange(names.exit(), "topic");
        Map<String, Object> right = new Blueprints(names, BrokerVersion.of(loop.connection))
                .arguments()
                .of(spec("any", Kind.STANDARD));
        var wrong = Map.<String, Object>of(
                "x-queue-type", "classic",
                "x-dead-letter-exchange", "amq.topic",
                "x-dead-letter-routing-key", "elsewhere",
                "x-overflow", "drop-head",
                "x-message-ttl", 1234,
                "x-max-length", 77,
                "x-single-active-consumer", true);
        for (var entry : wrong.entrySet()) {
            QueueSpec spec = spec("q-" + entry.getKey(), Kind.STANDARD);
            var arguments = new HashMap<>(right);
            arguments.put("x-dead-letter-routing-key", spec.deadLetters());
            if (entry.getKey().equals("x-queue-type")) {
                arguments.remove("x-dead-letter-strategy");
            }
            arguments.put(entry.getKey(), entry.getValue());
            try (Channel channel = loop.connection.createChannel()) {
                channel.queueDeclare(spec.name(), true, false, false, arguments);
            }
            assertThatThrownBy(() -> declarer.declare(loop.connection, spec))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll(
                            spec.name(),
                            entry.getKey() + " is " + entry.getValue() + " and must be ",
                            "bus.topology().migrate(\"" + spec.name() + "\")",
                            ":" + broker.port())
                    .hasMessageNotContaining("guest");
        }
        assertThat(loop.connection.isOpen()).isTrue();
    }

    @Test
    void aQueueOfAnotherKindIsRefusedBothWays() throws Exception {
        declarer.declareShared(loop.connection);
        for (Kind kind : List.of(Kind.STANDARD, Kind.PRIORITY)) {
            Kind other = kind == Kind.STANDARD ? Kind.PRIORITY : Kind.STANDARD;
            declarer.declare(loop.connection, spec("was-" + kind, kind));
            assertThatThrownBy(() -> declarer.declare(loop.connection, spec("was-" + kind, other)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("and must be");
        }
    }

    @Test
    void anExchangeOfAnotherTypeIsRefusedWithItsType() throws Exception {
        exchange(names.events(), "fanout");
        assertThatThrownBy(() -> declarer.declareShared(loop.connection))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        names.events(), "type is fanout and must be topic", "prefix or event exchange");
    }

    @Test
    void anExclusiveQueueIsRefusedToOthersAndGoesWithItsConnection() throws Exception {
        declarer.declareShared(loop.connection);
        QueueSpec spec = spec("fan", Kind.EXCLUSIVE);
        try (Loop owner = Loop.to(vertx, broker)) {
            declarer.declare(owner.connection, spec);
            declarer.declare(owner.connection, spec);
            assertThatThrownBy(() -> declarer.declare(loop.connection, spec))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll(spec.name(), "exclusive to another connection");
        }
        declarer.declare(loop.connection, spec); // its owner is gone, and it with it
    }

    @Test
    void aQueueFromBeforeAnUpgradeIsTakenAsItIs() throws Exception {
        exchange(names.events(), "topic");
        exchange(names.exit(), "topic");
        QueueSpec spec = spec("old", Kind.STANDARD);
        declarer.declare(loop.connection, spec);
        Blueprint afterUpgrade = new Blueprints(names, new BrokerVersion(4, 0)).of(spec);
        declarer.declare(loop.connection, afterUpgrade);
        assertThat(depth(spec.name())).isZero();
    }

    @Test
    void aQueueMayOnlyBeReadWhereTheUserMayNotConfigureIt() throws Exception {
        // the shared names are reserved to the broker, so that nobody may configure them
        var reserved = new AmqpDeclarer(Names.of("amq." + service));
        assertThatThrownBy(() -> reserved.declareShared(loop.connection))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("amq." + service, "permission", "rabbitmqctl set_permissions");
        var existing = Blueprint.Exchange.of("amq.topic");
        try (var channel = new ScratchChannel(loop.connection)) {
            AmqpDeclarer.declare(channel, existing);
        }
    }

    @Test
    void aQueueOfRespondersIsDeclaredAsItMustBeAndNothingBesideIt() throws Exception {
        QueueSpec spec = responders("add");
        declarer.declareShared(loop.connection);
        declarer.declare(loop.connection, spec);
        declarer.declare(loop.connection, spec);
        try (Channel channel = loop.connection.createChannel()) {
            channel.queueDeclare(
                    spec.name(), true, false, false, Map.of("x-queue-type", "classic", "x-expires", 60_000L));
        }
        try (var channel = new ScratchChannel(loop.connection)) {
            assertThat(channel.hasQueue(spec.name() + ".dlq")).isFalse();
        }
        publish(names.rpc(), "rpc." + service + ".add.v1");
        publish(names.rpc(), "rpc." + service + ".add.v2");
        publish(names.events(), "rpc." + service + ".add");
        assertThat(depth(spec.name())).isEqualTo(1);
    }

    @Test
    void inTheFormatOfCeleryRespondersAreBoundToTheEventExchangeByTheirTopic() throws Exception {
        var celery = new Names(service, names.events(), WireFormat.CELERY);
        var declaring = new AmqpDeclarer(celery);
        QueueSpec spec = responders("add");
        declaring.declareShared(loop.connection);
        declaring.declare(loop.connection, spec);
        try (var channel = new ScratchChannel(loop.connection)) {
            assertThat(channel.hasExchange(celery.rpc())).isFalse();
        }
        publish(names.events(), "rpc." + service + ".add");
        assertThat(depth(spec.name())).isEqualTo(1);
    }

    @Test
    void whatStandsInTheWayOfRequestsIsNamedWithTheWayOut() throws Exception {
        exchange(names.rpc(), "topic");
        assertThatThrownBy(() -> declarer.declareShared(loop.connection))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(names.rpc(), "type is topic and must be direct", "Set another prefix");
        QueueSpec spec = responders("add");
        try (Channel channel = loop.connection.createChannel()) {
            channel.queueDeclare(spec.name(), true, false, false, Map.of("x-queue-type", "classic"));
        }
        assertThatThrownBy(() -> declarer.declare(loop.connection, spec))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(spec.name(), "x-expires is none and must be 60000", "Delete it")
                .hasMessageNotContaining("migrate");
    }

    private QueueSpec responders(String request) {
        String topic = "rpc." + service + "." + request;
        QueueSpec spec = QueueSpec.responder(names.responders(topic, 1), topic);
        queues.add(spec.name());
        return spec;
    }

    private void publish(String exchange, String key) throws Exception {
        try (Channel channel = loop.connection.createChannel()) {
            channel.confirmSelect();
            channel.basicPublish(exchange, key, null, new byte[0]);
            channel.waitForConfirmsOrDie(10_000);
        }
    }

    private QueueSpec spec(String handler, Kind kind) {
        String name = service + "." + handler;
        queues.addAll(List.of(name, name + ".dlq"));
        return new QueueSpec(name, List.of(TopicPattern.of("order.*"), TopicPattern.of("#")), kind, name + ".dlq");
    }

    private void exchange(String name, String type) throws Exception {
        try (Channel channel = loop.connection.createChannel()) {
            channel.exchangeDeclare(name, type, true);
        }
    }

    private int depth(String queue) throws Exception {
        try (Channel channel = loop.connection.createChannel()) {
            return channel.queueDeclarePassive(queue).getMessageCount();
        }
    }
}
