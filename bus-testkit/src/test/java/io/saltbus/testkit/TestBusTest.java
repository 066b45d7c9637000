package io.saltbus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Event;
import io.saltbus.core.publish.PublishOptions;
import io.saltbus.core.subscribe.Batch;
import io.saltbus.core.subscribe.RateLimit;
import io.saltbus.core.subscribe.Subscribe;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

@BusTest(events = {TestBusTest.Placed.class, TestBusTest.Shipped.class})
class TestBusTest {
    @Event("order.placed")
    record Placed(String id) {}

    @Event("order.shipped")
    record Shipped(String id) {}

    static final class Shipping {
        private final SaltBus bus;
        private int failures;

        Shipping(SaltBus bus, int failures) {
            this.bus = bus;
            this.failures = failures;
        }

        @Subscribe
        Future<?> ship(Placed order) {
            return failures-- > 0
                    ? Future.failedFuture(new IllegalStateException("no van"))
                    : bus.publish(new Shipped(order.id()));
        }
    }

    @Test
    void whatFollowsFromAnEventIsWaitedFor(TestBus test) {
        test.handlers(new Shipping(test.bus(), 0));

        test.publish(new Placed("A"));
        test.settle();

        assertThat(test.published(Shipped.class)).containsExactly(new Shipped("A"));
        assertThat(test.published()).hasSize(2);
        assertThat(test.handled("shipping.ship")).hasSize(1);
    }

    @Test
    void retriesPassInNoTimeAtAll(TestBus test) {
        Instant before = test.now();
        test.handlers(new Shipping(test.bus(), 2));

        test.publish(new Placed("A"));
        test.settle();

        assertThat(test.published(Shipped.class)).hasSize(1);
        assertThat(test.now()).isAfterOrEqualTo(before.plusSeconds(3));
    }

    @Test
    void aHandlerThatFailsForGoodFailsTheTest(TestBus test) {
        test.handlers(new Shipping(test.bus(), 99));
        test.publish(new Placed("A"));

        assertThatThrownBy(test::settle)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("shipping.ship")
                .hasMessageContaining("order.placed")
                .hasRootCauseMessage("no van");
        assertThat(test.deadLetters()).hasSize(1);
    }

    @Test
    void aFailureThatIsExpectedFailsNothing(TestBus test) {
        test.handlers(new Shipping(test.bus(), 99));
        test.publish(new Placed("A"));

        assertThat(test.settleWithFailures()).hasSize(1);
        assertThatThrownBy(test::settleWithFailures).hasMessageContaining("no handler failed");
    }

    @Test
    void aDelayedEventArrivesWhenTheClockGetsThere(TestBus test) {
        test.handlers(new Shipping(test.bus(), 0));
        test.publish(new Placed("A"), PublishOptions.defaults().withDelay(Duration.ofDays(30)));
        assertThat(test.handled()).isEmpty();

        test.settle();

        assertThat(test.handled()).hasSize(1);
    }

    @Test
    void deliveriesThatWaitForTheClockAreAtRest(TestBus test) {
        Queue<Instant> calls = new ConcurrentLinkedQueue<>();
        SubscribeOptions slow = SubscribeOptions.named("slow").withRateLimit(RateLimit.parse("2/m"));
        subscribe(test, slow, calls);

        for (int i = 0; i < 5; i++) {
            test.publish(new Placed("A"));
        }
        test.settle();

        assertThat(calls).hasSize(5);
        assertThat(test.now()).isEqualTo(calls.peek().plusSeconds(4 * 30));
    }

    private static void subscribe(TestBus test, SubscribeOptions options, Queue<Instant> calls) {
        var subscribed = test.bus().subscribe(Placed.class, options, (event, envelope) -> {
            calls.add(test.now());
            return Future.succeededFuture();
        });
        subscribed.toCompletionStage().toCompletableFuture().join();
    }

    static final class Bulk {
        final Queue<Integer> sizes = new ConcurrentLinkedQueue<>();

        @Subscribe
        @Batch(size = 10, maxWait = "1h")
        void take(List<Placed> orders) {
            sizes.add(orders.size());
        }
    }

    @Test
    void aBatchThatDoesNotFillIsWaitedFor(TestBus test) {
        var bulk = new Bulk();
        test.handlers(bulk);
        test.publish(new Placed("A"));
        test.publish(new Placed("B"));

        test.settle();

        assertThat(bulk.sizes).containsExactly(2);
    }

    @Test
    void timeDoesNotPassUnderARunningHandler(TestBus test) {
        Promise<Void> end = Promise.promise();
        Promise<Void> begun = Promise.promise();
        var subscribed = test.bus().subscribe(Placed.class, SubscribeOptions.named("held"), (event, envelope) -> {
            begun.complete();
            return end.future();
        });
        subscribed.toCompletionStage().toCompletableFuture().join();
        Instant before = test.now();
        test.publish(new Placed("A"));
        begun.future().toCompletionStage().toCompletableFuture().join();
        test.vertx().setTimer(50, late -> end.complete());

        test.settle();

        assertThat(test.now()).isEqualTo(before);
        assertThat(test.handled()).hasSize(1);
    }

    @Test
    void aBusThatCannotStartSaysWhy() {
        assertThatThrownBy(() -> TestBus.start(builder -> builder.scan("io.saltbus.testkit.nothing")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("io.saltbus.testkit.nothing");
    }

    @Test
    void whatWaitsForASlotIsWaitedForToo(TestBus test) {
        ExecutorService elsewhere = Executors.newSingleThreadExecutor();
        try {
            test.bus()
                    .subscribe(
                            Placed.class,
                            SubscribeOptions.named("narrow").withConcurrency(1),
                            (order, envelope) -> Future.fromCompletionStage(CompletableFuture.runAsync(
                                    () -> LockSupport.parkNanos(20_000), elsewhere))) // gives settle() time to look
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            for (int order = 0; order < 300; order++) {
                test.publish(new Placed("A" + order));
            }

            test.settle();

            assertThat(test.handled("narrow")).hasSize(300);
        } finally {
            elsewhere.shutdown();
        }
    }
}
