package io.saltbus.rabbitmq.internal.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.rabbitmq.internal.publish.Parcel;
import io.saltbus.testkit.service.PrivateBroker;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithServices
class LadderIT {
    private static final Names NAMES = Names.of("saltbus");
    private static final QueueSpec QUEUE = QueueSpec.of("orders.ship", List.of(TopicPattern.of("order.*")));
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final AmqpDeclarer declarer = new AmqpDeclarer(NAMES);
    private final LadderDelays delays = new LadderDelays(NAMES);
    private final Vertx vertx = Vertx.vertx();
    private final Scheduler scheduler = Scheduler.real(vertx);
    private PrivateBroker broker;
    private Loop loop;

    @BeforeAll
    static void oneBrokerForAll(PrivateBroker broker) {}

    @BeforeEach
    void connect(PrivateBroker given) throws Exception {
        broker = given;
        loop = Loop.to(vertx, broker);
        declarer.declareShared(loop.connection);
        declarer.declare(loop.connection, QUEUE);
    }

    @AfterEach
    void disconnect() throws Exception {
        try (Channel channel = loop.connection.createChannel()) {
            channel.queuePurge(QUEUE.name());
        }
        loop.close();
        Loop.await(vertx.close());
    }

    @Test
    void delaysAreNeverShortAndAtMostOneSecondLong() throws Exception {
        var arrived = consume(QUEUE.name());
        long start = scheduler.nanoTime();
        for (int seconds : List.of(5, 3, 2, 1)) {
            assertThat(sent(delays.toQueue(parcel("d" + seconds), QUEUE.name(), Duration.ofSeconds(seconds))))
                    .isTrue();
        }
        for (int seconds : List.of(1, 2, 3, 5)) {
            String id = next(arrived);
            Duration took = Duration.ofNanos(scheduler.nanoTime() - start);
            assertThat(id).isEqualTo("d" + seconds);
            assertThat(took)
                    .isBetween(
                            Duration.ofSeconds(seconds),
                            Duration.ofSeconds(seconds).plus(GRACE));
        }
    }

    @Test
    void thousandsAtOnceAllArriveOnceAndNotEarly() throws Exception {
        var arrived = consume(QUEUE.name());
        var sendings = new ArrayList<Future<Boolean>>();
        var sentAt = new HashMap<String, Long>();
        for (int number = 0; number < 4_000; number++) {
            int seconds = 1 + number % 3;
            String id = seconds + "-" + number;
            sentAt.put(id, scheduler.nanoTime());
            sendings.add(loop.sendOnLoop(delays.toQueue(parcel(id), QUEUE.name(), Duration.ofSeconds(seconds))));
        }
        Loop.await(Future.join(sendings));
        for (int number = 0; number < 4_000; number++) {
            String id = next(arrived);
            Long began = sentAt.remove(id);
            assertThat(began).as("%s arrives once", id).isNotNull();
            assertThat(Duration.ofNanos(scheduler.nanoTime() - began))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(Character.digit(id.charAt(0), 10)));
        }
    }

    @Test
    void aDeletedQueueStopsNoOtherDelayAndItsMessagesBecomeDeadLetters() throws Exception {
        QueueSpec gone = QueueSpec.of("orders.gone", List.of());
        declarer.declare(loop.connection, gone);
        try (Channel channel = loop.connection.createChannel()) {
            channel.queueDelete(gone.name()); // before a message can come to it, and be deleted with it
            channel.queueDelete(gone.deadLetters());
        }
        for (int number = 0; number < 50; number++) {
            sent(delays.toQueue(parcel("gone" + number), gone.name(), Duration.ofSeconds(1)));
        }
        sent(delays.toQueue(parcel("good"), QUEUE.name(), Duration.ofSeconds(1)));
        assertThat(next(consume(QUEUE.name()))).isEqualTo("good");

        var drains = drains();
        Loop.await(onLoop(() -> drains.connected(loop.connection)));
        try (var channel = new ScratchChannel(loop.connection)) {
            awaitQueue(channel, gone.deadLetters());
        }
        var dead = consume(gone.deadLetters());
        for (int number = 0; number < 50; number++) {
            assertThat(next(dead)).startsWith("gone");
        }
    }

    @Test
    void aParkedMessageGoesToItsQueueWhereThatIsBack() throws Exception {
        QueueSpec back = QueueSpec.of("orders.back", List.of());
        sent(delays.toQueue(parcel("waited"), back.name(), Duration.ofSeconds(1)));
        awaitDepth(NAMES.parked(), 1);
        declarer.declare(loop.connection, back);
        var drains = drains();
        Loop.await(onLoop(() -> drains.connected(loop.connection)));
        assertThat(next(consume(back.name()))).isEqualTo("waited");
    }

    @Test
    void aDelayedEventIsPublishedWhenItIsDueToWhoIsBoundThen() throws Exception {
        var arrived = new LinkedBlockingQueue<Delivery>();
        var drains = drains();
        Loop.await(onLoop(() -> drains.connected(loop.connection)));
        try (Channel channel = loop.connection.createChannel()) {
            channel.basicConsume(QUEUE.name(), true, (tag, delivery) -> arrived.add(delivery), tag -> {});
            sent(delays.untilDue(parcel("later"), Duration.ofSeconds(1)));
            Delivery delivery = arrived.poll(20, TimeUnit.SECONDS);
            assertThat(delivery).isNotNull();
            assertThat(delivery.getEnvelope().getRoutingKey()).isEqualTo("order.created");
            assertThat(delivery.getEnvelope().getExchange()).isEqualTo(NAMES.events());
            assertThat(delivery.getProperties().getHeaders())
                    .hasSize(1)
                    .hasEntrySatisfying("salt-a", value -> assertThat(value).hasToString("b"));
        }
    }

    @Test
    void theDrainsComeBackWhenTheirQueueWasDeleted() throws Exception {
        var drains = drains();
        Loop.await(onLoop(() -> drains.connected(loop.connection)));
        try (Channel channel = loop.connection.createChannel()) {
            channel.queueDelete(NAMES.due());
        }
        try (var channel = new ScratchChannel(loop.connection)) {
            awaitQueue(channel, NAMES.due());
        }
        var arrived = consume(QUEUE.name());
        sent(delays.untilDue(parcel("later"), Duration.ofSeconds(1)));
        assertThat(next(arrived)).isEqualTo("later");
    }

    @Test
    void delaysOutliveARestartOfTheBroker() throws Exception {
        for (int number = 0; number < 100; number++) {
            sent(delays.toQueue(parcel("r" + number), QUEUE.name(), Duration.ofSeconds(2)));
        }
        loop.close();
        broker.stop();
        broker.startAgain();
        loop = Loop.to(vertx, broker);
        var arrived = consume(QUEUE.name());
        for (int number = 0; number < 100; number++) {
            assertThat(next(arrived)).startsWith("r");
        }
    }

    private Drains drains() {
        return new Drains(
                loop.context,
                scheduler,
                loop,
                declarer,
                NAMES,
                new Forwarding(NAMES, loop, new PlainWire(), declarer, loop, scheduler));
    }

    private Future<Void> onLoop(Supplier<Future<Void>> work) {
        return Future.future(
                done -> loop.context.runOnContext(turn -> work.get().onComplete(done)));
    }

    private boolean sent(Parcel parcel) throws Exception {
        return Loop.await(loop.sendOnLoop(parcel));
    }

    private LinkedBlockingQueue<String> consume(String queue) throws Exception {
        var ids = new LinkedBlockingQueue<String>();
        loop.connection
                .createChannel()
                .basicConsume(
                        queue,
                        true,
                        (tag, delivery) -> ids.add(delivery.getProperties().getMessageId()),
                        tag -> {});
        return ids;
    }

    private static String next(LinkedBlockingQueue<String> ids) throws InterruptedException {
        String id = ids.poll(40, TimeUnit.SECONDS);
        assertThat(id).as("a message within 40 s").isNotNull();
        return id;
    }

    private void awaitQueue(ScratchChannel channel, String queue) throws Exception {
        for (int tries = 0; !channel.hasQueue(queue); tries++) {
            assertThat(tries).as("tries until %s is there", queue).isLessThan(2_000);
        }
    }

    private void awaitDepth(String queue, int depth) throws Exception {
        try (Channel channel = loop.connection.createChannel()) {
            for (int tries = 0; channel.queueDeclarePassive(queue).getMessageCount() != depth; tries++) {
                assertThat(tries).as("tries until %s has %s", queue, depth).isLessThan(20_000);
            }
        }
    }

    private static Parcel parcel(String id) {
        return new Parcel(
                NAMES.events(),
                "order.created",
                new AMQP.BasicProperties.Builder()
                        .messageId(id)
                        .deliveryMode(2)
                        .headers(new HashMap<>(Map.of("salt-a", "b")))
                        .build(),
                new byte[200]);
    }
}
