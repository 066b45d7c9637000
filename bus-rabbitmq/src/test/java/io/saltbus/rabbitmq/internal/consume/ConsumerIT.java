package io.saltbus.rabbitmq.internal.consume;

import static io.saltbus.rabbitmq.internal.consume.ConsumeBench.await;
import static io.saltbus.rabbitmq.internal.consume.ConsumeBench.failure;
import static io.saltbus.rabbitmq.internal.consume.ConsumeBench.id;
import static io.saltbus.rabbitmq.internal.consume.ConsumeBench.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.transport.DeathReport;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.testkit.fault.FaultProxy;
import io.saltbus.testkit.service.PrivateBroker;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.Future;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithServices
class ConsumerIT {
    private static final DeathReport REPORT =
            new DeathReport("q", "java.io.IOException", "disk full", "", 3, Instant.EPOCH, Instant.EPOCH, List.of());

    private static PrivateBroker broker;
    private FaultProxy proxy;
    private ConsumeBench bench;

    @BeforeAll
    static void start(PrivateBroker started) {
        broker = started;
    }

    @BeforeEach
    void connect() throws Exception {
        proxy = FaultProxy.to(broker);
        bench = new ConsumeBench(broker, proxy.through(broker.url()), QueueSpec.Kind.STANDARD);
    }

    @AfterEach
    void close() {
        bench.close();
        proxy.close();
    }

    @Test
    void anIdleConsumerOutlivesAKilledBroker() throws Exception {
        QueueConsumer consumer = bench.collect(10);
        bench.publish(0, 1);
        Delivery held = bench.next();
        assertThat(held.redeliveries()).isZero();
        // a quorum queue that was made within the second before the crash may lose what it confirmed
        until("the queue has settled", () -> bench.depth(bench.queue.deadLetters()) == 0);
        broker.stop();
        until("the consumer notices", () -> !consumer.live());
        broker.startAgain();
        until("it is back", consumer::live);
        assertThat(failure(bench.settle(held, Disposition.Ack.INSTANCE)))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("arrives again");
        Delivery again = bench.next();
        assertThat(id(again)).isEqualTo("m0");
        bench.ack(again);
        broker.kill();
        until("the consumer notices", () -> !consumer.live());
        broker.startAgain();
        until("it is back", consumer::live);
        bench.connectAgain();
        bench.publish(1, 2);
        assertThat(id(bench.next())).isEqualTo("m1");
        assertThat(consumer.troubles()).isEmpty();
    }

    @Test
    void aConsumerIsLiveWhenItsFirstMessageArrives() throws Exception {
        bench.publish(0, 1);
        var opened = new AtomicReference<QueueConsumer>();
        var live = new CompletableFuture<Boolean>();
        QueueConsumer consumer = bench.make(
                bench.eventLoop(), 10, delivery -> live.complete(opened.get().live()));
        opened.set(consumer);
        await(consumer.open());
        assertThat(live.get(30, TimeUnit.SECONDS)).isTrue();
        proxy.cut();
        until("the consumer notices", () -> !consumer.live());
        until("it is back", consumer::live);
        assertThat(consumer.troubles()).isEmpty();
    }

    @Test
    void aDeletedQueueIsDeclaredAndConsumedAgain() throws Exception {
        QueueConsumer consumer = bench.collect(10);
        bench.publish(0, 1);
        Delivery held = bench.next();
        bench.side().queueDelete(bench.queue.name());
        until("the cancel arrives", () -> !consumer.live());
        until("it is back", consumer::live);
        assertThat(failure(bench.settle(held, Disposition.Ack.INSTANCE))).isInstanceOf(ConnectionException.class);
        bench.publish(1, 2);
        assertThat(id(bench.next())).isEqualTo("m1");
    }

    @Test
    void aChannelThatTheBrokerClosesIsReplaced() throws Exception {
        QueueConsumer consumer = bench.collect(10);
        bench.publish(0, 2);
        List<Delivery> held = bench.next(2);
        bench.ack(held.get(0));
        var channel = ((RabbitDelivery) held.get(1)).channel();
        channel.calls().channel().basicAck(4_711, false);
        until("the channel is lost", channel::hasEnded);
        assertThat(failure(bench.settle(held.get(1), Disposition.Ack.INSTANCE)))
                .isInstanceOf(ConnectionException.class);
        assertThat(id(bench.next())).isEqualTo("m1");
        until("it is live", consumer::live);
        assertThat(bench.connection.tenants()).isEqualTo(2);
    }

    @Test
    void everyFutureOfNearlyAThousandUnsettledEndsWhenTheConnectionIsCut() throws Exception {
        bench.collect(990);
        bench.publish(0, 990);
        List<Delivery> held = bench.next(990);
        var settlements = new ArrayList<Future<Void>>();
        for (int index = 1; index < 990; index += 2) { // all behind a gap
            settlements.add(bench.settle(held.get(index), Disposition.Ack.INSTANCE));
        }
        proxy.cut();
        for (int index = 0; index < 990; index += 2) {
            settlements.add(bench.settle(held.get(index), Disposition.Ack.INSTANCE));
        }
        var done = new HashSet<String>();
        for (Future<Void> settlement : settlements) {
            await(settlement.transform(ended -> Future.succeededFuture()));
        }
        int told = (int) settlements.stream().filter(Future::succeeded).count();
        while (done.size() < 990 - told) {
            Delivery again = bench.next();
            bench.ack(again);
            done.add(id(again));
        }
        until("the queue is empty", () -> bench.depth(bench.queue.name()) == 0);
    }

    @Test
    void thePrefetchIsTheSameAfterTheConnectionWasLost() throws Exception {
        QueueConsumer consumer = bench.collect(5);
        proxy.cut();
        until("the consumer notices", () -> !consumer.live());
        until("it is back", consumer::live);
        bench.publish(0, 20);
        bench.next(5);
        until("the rest waits", () -> bench.depth(bench.queue.name()) == 15);
        assertThat(bench.arrived).isEmpty();
    }

    @Test
    void whatIsUnsettledFitsThePrefetchHoweverOftenItIsPaused() throws Exception {
        QueueConsumer consumer = bench.collect(10);
        bench.publish(0, 40);
        List<Delivery> first = bench.next(10);
        for (int round = 0; round < 3; round++) {
            await(bench.onLoop(consumer::pause));
            await(bench.onLoop(consumer::resume));
        }
        assertThat(bench.depth(bench.queue.name())).isEqualTo(30);
        bench.ackTogether(first.subList(0, 5));
        List<Delivery> second = bench.next(5);
        until("the rest waits", () -> bench.depth(bench.queue.name()) == 25);
        bench.ackTogether(first.subList(5, 10));
        List<Delivery> third = bench.next(5);
        until("the rest waits", () -> bench.depth(bench.queue.name()) == 20);
        assertThat(bench.arrived).isEmpty();
        bench.ackTogether(second);
        bench.ackTogether(third);
        bench.ackTogether(bench.next(10));
        bench.ackTogether(bench.next(10));
        await(bench.onLoop(consumer::close));
        assertThat(bench.depth(bench.queue.name())).isZero();
    }

    @Test
    void nothingIsLostOrStuckWhenPausedAndResumedUnderLoad() throws Exception {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        Set<Throwable> failures = ConcurrentHashMap.newKeySet();
        QueueConsumer consumer = bench.consume(bench.eventLoop(), 50, delivery -> {
            seen.add(id(delivery));
            delivery.settle(Disposition.Ack.INSTANCE).onFailure(failures::add);
        });
        for (int round = 0; round < 20; round++) {
            bench.publish(round * 100, round * 100 + 100);
            await(bench.onLoop(consumer::pause));
            assertThat(consumer.live()).isFalse();
            await(bench.onLoop(consumer::resume));
        }
        until("all arrived", () -> seen.size() == 2_000);
        await(bench.onLoop(consumer::close));
        assertThat(failures).isEmpty();
        assertThat(bench.depth(bench.queue.name())).isZero();
    }

    @Test
    void aCleanCloseLeavesExactlyWhatWasNotAcked() throws Exception {
        for (int round = 0; round < 5; round++) {
            QueueConsumer consumer = bench.collect(600);
            bench.publish(0, 600);
            List<Delivery> held = bench.next(600);
            var acks = new ArrayList<Future<Void>>();
            for (int index = 1; index < 600; index += 2) { // singles: every second one stays
                acks.add(bench.settle(held.get(index), Disposition.Ack.INSTANCE));
            }
            if (round % 2 == 0) {
                await(bench.onLoop(consumer::pause));
            }
            await(bench.onLoop(consumer::close));
            assertThat(acks).allMatch(Future::succeeded);
            until("all are back", () -> bench.depth(bench.queue.name()) >= 300);
            assertThat(bench.depth(bench.queue.name())).as("round %d", round).isEqualTo(300);
            bench.side().queuePurge(bench.queue.name());
            assertThat(bench.connection.tenants()).isEqualTo(1);
        }
    }

    @Test
    void retriesAndDeadLettersAreElsewhereBeforeTheOriginalIsGone() throws Exception {
        bench.collect(10);
        bench.publish(0, 1);
        Delivery first = bench.next();
        var next = first.message().envelope().toBuilder().attempt(2).build();
        await(bench.settle(first, new Disposition.Retry(next, Duration.ofMillis(20))));
        Delivery second = bench.next();
        assertThat(second.message().envelope().attempt()).isEqualTo(2);
        await(bench.settle(second, new Disposition.Retry(next, Duration.ofSeconds(1))));
        assertThat(bench.delayed).hasSize(1);
        Delivery third = bench.next();
        bench.side().queueDelete(bench.queue.deadLetters());
        await(bench.settle(third, new Disposition.DeadLetter(REPORT)));
        assertThat(bench.depth(bench.queue.deadLetters())).isEqualTo(1);
        assertThat(failure(bench.settle(third, Disposition.Ack.INSTANCE))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatCannotBeReadIsSetAsideAndTheNextArrives() throws Exception {
        bench.collect(10);
        bench.publish("broken", TestWire.UNREADABLE, Map.of());
        bench.publish(0, 1);
        bench.ack(bench.next());
        until("it is set aside", () -> bench.depth(bench.queue.deadLetters()) == 1);
    }

    @Test
    void aRequestNeverLeavesItsQueueForAnother() throws Exception {
        bench.close();
        bench = new ConsumeBench(broker, proxy.through(broker.url()), QueueSpec.Kind.RESPONDER);
        QueueConsumer consumer = bench.collect(10);
        bench.publish("broken", TestWire.UNREADABLE, Map.of());
        long due = System.currentTimeMillis() + 1_500;
        bench.publish("early", "body", Map.of("due", due));
        Delivery early = bench.next();
        assertThat(id(early)).isEqualTo("early");
        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(due);
        bench.ack(early);
        await(bench.onLoop(consumer::close));
        assertThat(bench.delayed).isEmpty();
        assertThat(bench.depth(bench.queue.deadLetters())).isZero();
        assertThat(bench.depth(bench.queue.name())).as("what was given back").isZero();
    }

    @Test
    void aMessageBeforeItsTimeGoesRoundBeforeItIsHandedOver() throws Exception {
        bench.collect(10);
        long due = System.currentTimeMillis() + 1_500;
        bench.publish("early", "body", Map.of("due", due));
        Delivery delivery = bench.next();
        assertThat(id(delivery)).isEqualTo("early");
        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(due);
    }

    @Test
    void aWorkerSettlesFromItsOwnThread() throws Exception {
        var context = ((VertxInternal) bench.vertx).createWorkerContext();
        Set<String> threads = ConcurrentHashMap.newKeySet();
        var settled = new CountDownLatch(100);
        bench.consume(context, 10, delivery -> {
            threads.add(Thread.currentThread().getName());
            delivery.settle(Disposition.Ack.INSTANCE).onSuccess(told -> settled.countDown());
        });
        bench.publish(0, 100);
        assertThat(settled.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(threads).allMatch(name -> name.contains("worker"));
    }

    @Test
    void whatWasAckedEarlyLeavesTheQueueAndCanStillBeRetried() throws Exception {
        QueueConsumer consumer = bench.collect(10);
        bench.publish(0, 1);
        Delivery early = bench.next();
        bench.eventLoop().runOnContext(turn -> early.ackEarly());
        var next = early.message().envelope().toBuilder().attempt(7).build();
        await(bench.settle(early, new Disposition.Retry(next, Duration.ZERO)));
        assertThat(bench.next().message().envelope().attempt()).isEqualTo(7);
        await(bench.onLoop(consumer::close));
        until("one is back", () -> bench.depth(bench.queue.name()) == 1);
    }
}
