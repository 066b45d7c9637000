package io.saltbus.rabbitmq;

import static io.saltbus.rabbitmq.TwoProcesses.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventView;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.publish.PublishOptions;
import io.saltbus.core.subscribe.Backoff;
import io.saltbus.core.subscribe.Batch;
import io.saltbus.core.subscribe.Subscribe;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.rabbitmq.TwoProcesses.OrderPaid;
import io.saltbus.rabbitmq.TwoProcesses.OrderPlaced;
import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bus between processes that share nothing but a broker. */
@WithServices
class BusOnRabbitIT {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private BrokerService broker;
    private TwoProcesses processes;
    private final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

    @BeforeEach
    void open(BrokerService shared) {
        broker = shared;
        processes = new TwoProcesses(shared.url());
    }

    @AfterEach
    void close() {
        processes.close();
    }

    private <T> T next(Class<T> type) throws InterruptedException {
        Object next = seen.poll(TwoProcesses.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(next).as("what arrives next").isInstanceOf(type);
        return type.cast(next);
    }

    /** What a handler was given. */
    private record Got(Object event, Envelope envelope) {}

    private final class Typed {
        @Subscribe
        void placed(OrderPlaced order, Envelope envelope) {
            seen.add(new Got(order, envelope));
        }
    }

    @Test
    void anEventReachesATypedHandlerOfAnotherProcess() throws Exception {
        processes.subscriber("stock", new Typed());
        SaltBus publisher = processes.publisher();

        Confirmed confirmed = await(publisher.publish(
                new OrderPlaced("A-1", 3), PublishOptions.defaults().withHeader("shop", "größe")));

        assertThat(confirmed.routed()).isTrue();
        Got got = next(Got.class);
        assertThat(got.event()).isEqualTo(new OrderPlaced("A-1", 3));
        assertThat(got.envelope().messageId()).isEqualTo(confirmed.messageId());
        assertThat(got.envelope().service()).isEqualTo(processes.named("orders"));
        assertThat(got.envelope().headers()).containsEntry("shop", "größe");
        assertThat(got.envelope().attempt()).isEqualTo(1);
    }

    private final class Untyped {
        @Subscribe("rabbit.order.*")
        void any(EventView event) {
            seen.add(event.topic() + " " + event.json().encode());
        }
    }

    @Test
    void aHandlerWithoutAClassGetsTheEventOfAnotherProcess() throws Exception {
        processes.subscriber("audit", new Untyped());

        await(processes.publisher().publish(new OrderPlaced("A-2", 1)));

        assertThat(next(String.class)).isEqualTo("rabbit.order.placed {\"order_id\":\"A-2\",\"pieces\":1}");
    }

    private final class Everywhere {
        private final String process;

        Everywhere(String process) {
            this.process = process;
        }

        @Subscribe(fanout = true)
        void placed(OrderPlaced order) {
            seen.add(process + " " + order.orderId());
        }
    }

    @Test
    void everyProcessGetsAnEventOfAFanout() throws Exception {
        processes.subscriber("cache", new Everywhere("left"));
        processes.subscriber("cache", new Everywhere("right"));

        await(processes.publisher().publish(new OrderPlaced("A-3", 1)));

        assertThat(List.of(next(String.class), next(String.class))).containsExactlyInAnyOrder("left A-3", "right A-3");
    }

    private final class Sorted {
        private final Promise<Void> released = Promise.promise();

        @Subscribe(priorities = true, prefetch = 1, concurrency = 1)
        Future<Void> placed(OrderPlaced order) {
            seen.add(order.orderId());
            return released.future();
        }
    }

    @Test
    void higherPrioritiesAreHandledFirst() throws Exception {
        var sorted = new Sorted();
        processes.subscriber("packing", sorted);
        SaltBus publisher = processes.publisher();
        await(publisher.publish(new OrderPlaced("first", 1)));
        assertThat(next(String.class)).isEqualTo("first");
        for (int priority : List.of(0, 9, 5)) {
            await(publisher.publish(
                    new OrderPlaced("p" + priority, 1),
                    PublishOptions.defaults().withPriority(priority)));
        }

        sorted.released.complete();

        assertThat(List.of(next(String.class), next(String.class), next(String.class)))
                .containsExactly("p9", "p5", "p0");
    }

    private final class Together {
        @Subscribe
        @Batch(size = 5, maxWait = "20s")
        void placed(List<OrderPlaced> orders) {
            seen.add(orders.stream().map(OrderPlaced::orderId).toList());
        }
    }

    @Test
    void aBatchTakesManyEventsInOneCall() throws Exception {
        processes.subscriber("index", new Together());
        SaltBus publisher = processes.publisher();
        var ids = new ArrayList<String>();
        for (int number = 0; number < 5; number++) {
            ids.add("B-" + number);
            await(publisher.publish(new OrderPlaced("B-" + number, 1)));
        }

        assertThat(next(Object.class)).isEqualTo(ids);
    }

    @Test
    void aDelayedEventArrivesWhenItIsDue() throws Exception {
        processes.subscriber("stock", new Typed());
        SaltBus publisher = processes.publisher();
        long start = System.nanoTime();

        await(publisher.publish(
                new OrderPlaced("late", 1), PublishOptions.defaults().withDelay(Duration.ofSeconds(2))));
        await(publisher.publish(new OrderPlaced("now", 1)));

        assertThat(next(Got.class).event()).isEqualTo(new OrderPlaced("now", 1));
        assertThat(next(Got.class).event()).isEqualTo(new OrderPlaced("late", 1));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    private final class Failing {
        @Subscribe(name = "failing", maxRetries = 2, backoff = @Backoff(initial = "500ms", max = "1s"))
        void placed(OrderPlaced order, Envelope envelope) {
            seen.add(envelope);
            throw new IllegalStateException("on purpose");
        }
    }

    @Test
    void aFailedEventIsTriedAgainByBothWaysAndThenKept() throws Exception {
        // the first retry is held in the process, the second one comes from the ladder
        processes.subscriber("billing", new Failing());
        Confirmed confirmed = await(processes.publisher().publish(new OrderPlaced("F-1", 1)));

        List<Envelope> tries = List.of(next(Envelope.class), next(Envelope.class), next(Envelope.class));

        assertThat(tries).extracting(Envelope::attempt).containsExactly(1, 2, 3);
        assertThat(tries).extracting(Envelope::messageId).containsOnly(confirmed.messageId());
        assertThat(tries.get(2).firstFailedAt())
                .isNotNull()
                .isEqualTo(tries.get(1).firstFailedAt());
        assertThat(new Operator(broker.url())
                        .awaitMessage(processes.named("billing") + ".failing.dlq", TwoProcesses.PATIENCE))
                .isEqualTo(confirmed.messageId());
    }

    private final class Paying {
        private SaltBus bus;

        @Subscribe
        Future<Confirmed> placed(OrderPlaced order, Envelope envelope) {
            seen.add(envelope);
            return bus.publish(new OrderPaid(order.orderId()));
        }
    }

    private final class Paid {
        @Subscribe
        void paid(OrderPaid paid, Envelope envelope) {
            seen.add(envelope);
        }
    }

    @Test
    void whatAHandlerPublishesCarriesItsCauseAndItsTraceToAnotherProcess() throws Exception {
        processes.subscriber("receipts", new Paid());
        var paying = new Paying();
        paying.bus = processes.publisher(paying);
        Vertx vertx = processes.vertx();
        var traced = SeededFault.NONE.transport(
                vertx, broker.url(), TransportSettings.of(Scheduler.real(vertx), TwoProcesses.PATIENCE));
        await(traced.connect());
        var first = Envelope.builder("traced-1", "rabbit.order.placed", "shop", Instant.EPOCH)
                .trace(TRACE, "vendor=1")
                .build();

        await(traced.publish(
                new Outgoing(new Message(first, Buffer.buffer("{\"order_id\":\"A-4\",\"pieces\":1}")), null, null)));

        assertThat(next(Envelope.class).traceparent()).isEqualTo(TRACE);
        Envelope effect = next(Envelope.class);
        assertThat(effect.topic()).isEqualTo("rabbit.order.paid");
        assertThat(effect.causationId()).isEqualTo("traced-1");
        assertThat(effect.correlationId()).isEqualTo("traced-1");
        assertThat(effect.traceparent()).startsWith(TRACE.substring(0, 35));
        assertThat(effect.tracestate()).isEqualTo("vendor=1");
        await(traced.close());
    }
}
