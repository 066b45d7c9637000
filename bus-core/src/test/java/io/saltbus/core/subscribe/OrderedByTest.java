package io.saltbus.core.subscribe;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.BusFixture;
import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventView;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.publish.PublishOptions;
import io.saltbus.core.transport.QueueSpec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrderedByTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private final List<String> called = new ArrayList<>();
    private final Map<String, Promise<Object>> running = new HashMap<>();
    private SaltBus bus;

    record Customer(long id) {}

    @Event("order.changed")
    record OrderChanged(String orderId, Customer customer, int step) {}

    @BeforeEach
    void start() {
        bus = fixture.bus(builder -> builder.event(OrderChanged.class));
    }

    private static SubscribeOptions options(OrderedBy order) {
        return SubscribeOptions.named("orders")
                .withOrderedBy(order)
                .withTimeLimits(TimeLimits.hard(LIMIT))
                .withRetry(RetryPolicy.defaults()
                        .withMaxRetries(1)
                        .withBackoff(BackoffStrategy.fixed(Duration.ofSeconds(1))));
    }

    private Subscription subscribe(SubscribeOptions options) {
        return await(bus.subscribe(OrderChanged.class, options, (change, envelope) -> {
            String call = change.orderId() + change.step() + (envelope.attempt() > 1 ? "again" : "");
            called.add(call);
            Promise<Object> answer = Promise.promise();
            running.put(call, answer);
            return answer.future();
        }));
    }

    private void publish(String... changes) {
        for (String change : changes) {
            int step = change.charAt(1) - '0';
            await(bus.publish(
                    new OrderChanged(change.substring(0, 1), new Customer(step % 2), step),
                    PublishOptions.defaults().withKey(change.substring(0, 1))));
        }
        fixture.turns();
    }

    private void end(String call) {
        running.get(call).complete();
        fixture.turns();
    }

    @Test
    void eventsOfOneKeyAreHandledOneAfterTheOtherAndOthersMeanwhile() {
        subscribe(options(OrderedBy.publishedKey()));
        publish("a1", "a2", "b1", "a3");

        assertThat(called).containsExactly("a1", "b1");
        end("a1");
        assertThat(called).containsExactly("a1", "b1", "a2");
        end("a2");
        assertThat(called).endsWith("a3");
        end("a3");
        end("b1");
        assertThat(bus.load().inFlight()).isZero();
    }

    @Test
    void theKeyMayBeAFieldOfThePayloadByItsJsonName() {
        subscribe(options(OrderedBy.field("order_id")));
        publish("a1", "a2", "b1");

        assertThat(called).containsExactly("a1", "b1");
    }

    @Test
    void theKeyMayBeAnywhereInThePayload() {
        subscribe(options(OrderedBy.field("/customer/id")));
        publish("a1", "b3", "c2");

        assertThat(called).as("of the customers 1, 1 and 0").containsExactly("a1", "c2");
    }

    @Test
    void anEventWithoutTheKeyWaitsForNone() {
        subscribe(options(OrderedBy.field("customer")));
        publish("a1", "a2");

        assertThat(called).containsExactly("a1", "a2");
    }

    @Test
    void aRetryHoldsBackTheLaterEventsOfItsKeyOnly() {
        subscribe(options(OrderedBy.publishedKey()));
        publish("a1", "a2");
        running.get("a1").fail("on purpose");
        publish("b1");
        assertThat(called).containsExactly("a1", "b1");

        fixture.advance(Duration.ofSeconds(1));
        assertThat(called).containsExactly("a1", "b1", "a1again");
        end("a1again");
        assertThat(called).endsWith("a2");
    }

    @Test
    void aDeadLetterLetsItsKeyGoOn() {
        subscribe(options(OrderedBy.publishedKey()));
        publish("a1", "a2");
        running.get("a1").fail("on purpose");
        fixture.advance(Duration.ofSeconds(1));
        running.get("a1again").fail("on purpose");
        fixture.turns();

        assertThat(called).containsExactly("a1", "a1again", "a2");
        assertThat(fixture.deadLetters("orders"))
                .singleElement()
                .satisfies(letter -> assertThat(letter.report().attempts()).isEqualTo(2));
        fixture.expect(Outcome.RETRIED);
        fixture.expect(Outcome.DEAD_LETTERED);
    }

    @Test
    void theNextOfAKeyWaitsForAHandlerThatIsLate() {
        subscribe(options(OrderedBy.publishedKey()));
        publish("a1", "a2");
        fixture.advance(LIMIT.plusSeconds(5));
        assertThat(called).containsExactly("a1");
        fixture.expectNothing();

        end("a1");
        fixture.expect(Outcome.RETRIED);
        fixture.advance(Duration.ofSeconds(1));
        assertThat(called).containsExactly("a1", "a1again");
    }

    @Test
    void theNextOfAKeyDoesNotWaitForAHandlerThatHangs() {
        subscribe(options(OrderedBy.publishedKey()));
        publish("a1", "a2");
        fixture.advance(LIMIT);
        fixture.advance(LIMIT);
        fixture.expect(Outcome.RETRIED);

        fixture.advance(Duration.ofSeconds(1));
        assertThat(called).containsExactly("a1", "a1again");
        assertThat(fixture.abandoned).hasSize(1);
    }

    @Test
    void whatIsGivenBackByAPauseComesAgainInOrder() {
        Subscription subscription = subscribe(options(OrderedBy.publishedKey()));
        publish("a1", "a2", "a3", "a4");
        await(subscription.pause());
        end("a1");
        assertThat(called).containsExactly("a1");

        await(subscription.resume());
        fixture.turns();
        end("a2");
        end("a3");
        assertThat(called).containsExactly("a1", "a2", "a3", "a4");
    }

    @Test
    void aRetryThatWaitsDoesNotHoldUpADrain() {
        Subscription subscription = subscribe(options(OrderedBy.publishedKey()));
        publish("a1", "a2");
        running.get("a1").fail("on purpose");
        fixture.turns();

        await(subscription.drain());
        assertThat(fixture.transport.depth("test.orders")).isEqualTo(2);
        await(subscription.resume());
        fixture.turns();
        end("a1");
        assertThat(called).containsExactly("a1", "a1", "a2");
    }

    @Test
    void anotherProcessTakesOverWhenTheFirstHasSettledAllThatItHad() {
        Subscription first = subscribe(options(OrderedBy.publishedKey()));
        SaltBus other =
                fixture.bus(builder -> builder.transport(fixture.connect()).event(OrderChanged.class));
        List<String> calledThere = new ArrayList<>();
        await(other.subscribe(OrderChanged.class, options(OrderedBy.publishedKey()), (change, envelope) -> {
            calledThere.add(change.orderId() + change.step());
            return Future.succeededFuture();
        }));
        publish("a1", "a2");
        await(first.pause());
        fixture.turns();
        assertThat(calledThere).as("a1 is still handled in the first").isEmpty();

        end("a1");
        assertThat(calledThere).containsExactly("a2");
    }

    @Test
    void theRateIsKeptInOrder() {
        Subscription subscription =
                subscribe(options(OrderedBy.publishedKey()).withRateLimit(new RateLimit(1, Duration.ofMinutes(5))));
        publish("a1", "a2", "a3");
        end("a1");
        fixture.advance(Duration.ofMinutes(5));
        end("a2");
        fixture.advance(Duration.ofMinutes(5));

        assertThat(called).containsExactly("a1", "a2", "a3");
        await(subscription.pause());
    }

    @Test
    void theAnnotationSaysTheSame() {
        await(bus.subscribe(new Handlers()));
        publish("a1", "a2", "b1");

        assertThat(called).containsExactly("a1", "b1");
    }

    class Handlers {
        @Subscribe(value = "order.*", name = "orders", orderedBy = "order_id", partitions = 4)
        Future<Object> changed(EventView change) {
            String call = change.json().getString("order_id") + change.json().getInteger("step");
            called.add(call);
            Promise<Object> answer = Promise.promise();
            running.put(call, answer);
            return answer.future();
        }
    }

    @Test
    void whatContradictsAnOrderIsRefused() {
        SubscribeOptions ordered = options(OrderedBy.publishedKey());
        assertThatThrownBy(() -> subscribe(ordered.withQueue(QueueSpec.Kind.PRIORITY)))
                .hasMessageContaining("has priorities, which are another order");
        assertThatThrownBy(() -> subscribe(ordered.withAckMode(AckMode.EARLY))).hasMessageContaining("acks EARLY");
        assertThatThrownBy(() -> bus.subscribeBatch(
                        "order.*",
                        OrderChanged.class,
                        ordered,
                        new BatchOptions(2, LIMIT),
                        (changes, envelopes) -> Future.succeededFuture()))
                .hasMessageContaining("takes batches");
        assertThatThrownBy(() -> OrderedBy.by("")).hasMessageContaining("must name a field");
        assertThatThrownBy(() -> OrderedBy.by("/a~b")).hasMessageContaining("~ at 2");
        assertThatThrownBy(() -> OrderedBy.publishedKey().withPartitions(257)).hasMessageContaining("1..256, was 257");
    }

    @Test
    void anotherNumberOfPartitionsIsReported() {
        subscribe(options(OrderedBy.publishedKey()));
        SaltBus other =
                fixture.bus(builder -> builder.transport(fixture.connect()).event(OrderChanged.class));

        assertThat(BusFixture.failure(other.subscribe(
                        OrderChanged.class,
                        options(OrderedBy.publishedKey().withPartitions(9)),
                        (change, envelope) -> Future.succeededFuture())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("has 8 partitions and was declared with 9");
    }
}
