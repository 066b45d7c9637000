package io.saltbus.core.subscribe;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.BusFixture;
import io.saltbus.core.Note;
import io.saltbus.core.SaltBus;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@SuppressWarnings("UnusedVariable") // not every handler looks at its event
class RateLimitTest {
    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private final List<Instant> called = Collections.synchronizedList(new ArrayList<>());
    private SaltBus bus;

    @BeforeEach
    void start() {
        bus = fixture.bus(builder -> builder.event(Note.class));
    }

    private Subscription subscribe(String rate, int prefetch) {
        return await(bus.subscribe(
                Note.class,
                SubscribeOptions.named("paced")
                        .withRateLimit(RateLimit.parse(rate))
                        .withPrefetch(prefetch),
                (note, envelope) -> {
                    called.add(fixture.time.now());
                    return Future.succeededFuture();
                }));
    }

    private void publish(int count) {
        fixture.publish(bus, IntStream.range(0, count).toArray());
        fixture.turns();
    }

    @Test
    void callsAreSpacedEvenly() {
        subscribe("10/s", 256);
        Instant start = fixture.time.now();
        publish(4);

        for (int step = 0; step < 4; step++) {
            assertThat(called).hasSize(step + 1);
            fixture.advance(Duration.ofMillis(100));
        }
        assertThat(called).containsExactly(start, start.plusMillis(100), start.plusMillis(200), start.plusMillis(300));
    }

    @Test
    void unusedTurnsAreNotSavedUp() {
        subscribe("1/s", 256);
        publish(1);
        fixture.advance(Duration.ofMinutes(5));

        publish(3);

        assertThat(called).hasSize(2);
    }

    @Test
    void noMoreIsTakenFromTheQueueThanAMinuteHandles() {
        subscribe("6/m", 256);
        publish(20);

        assertThat(fixture.transport.unsettled("test.paced")).isEqualTo(6);
    }

    @Test
    void aTurnMoreThanAMinuteAwayIsNotWaitedForInTheProcess() {
        Subscription subscription = subscribe("10/h", 256);
        publish(3);

        assertThat(called).hasSize(1);
        assertThat(fixture.transport.unsettled("test.paced")).isZero();
        assertThat(fixture.transport.depth("test.paced")).isEqualTo(2);
        assertThat(subscription.state()).as("resting is no trouble").isEqualTo(Subscription.State.LIVE);
        assertThat(bus.health().reasons()).isEmpty();

        fixture.advance(Duration.ofMinutes(6));
        assertThat(called).hasSize(2);
        fixture.advance(Duration.ofMinutes(6));
        assertThat(called).hasSize(3);
    }

    @Test
    void aPauseDuringTheRestStays() {
        Subscription subscription = subscribe("10/h", 256);
        publish(3);
        await(subscription.pause());

        fixture.advance(Duration.ofMinutes(30));
        assertThat(called).hasSize(1);

        await(subscription.resume());
        fixture.turns();
        assertThat(called).hasSize(2);
    }

    @Test
    void aResumeDuringTheRestBreaksNoRate() {
        Subscription subscription = subscribe("10/h", 256);
        publish(3);
        await(subscription.pause());
        await(subscription.resume());
        fixture.turns();

        assertThat(called).hasSize(1);
        fixture.advance(Duration.ofMinutes(6));
        assertThat(called).hasSize(2);
    }

    @Test
    void aPauseGivesItsTurnsBack() {
        Subscription subscription = subscribe("1/s", 256);
        publish(30);
        await(subscription.pause());
        fixture.turns();
        assertThat(fixture.transport.depth("test.paced")).isEqualTo(29);

        await(subscription.resume());
        fixture.advance(Duration.ofSeconds(1));
        fixture.advance(Duration.ofSeconds(1));

        assertThat(called).hasSize(3);
    }

    @Test
    void severalInstancesTogetherKeepTheFullRate() {
        var instances = new ArrayList<Paced>();
        await(fixture.vertx.deployVerticle(
                () -> {
                    var paced = new Paced();
                    instances.add(paced);
                    return io.saltbus.core.HandlerVerticle.of(bus, paced);
                },
                new io.vertx.core.DeploymentOptions().setInstances(4)));
        publish(300);

        for (int second = 0; second < 180; second++) {
            fixture.advance(Duration.ofSeconds(1));
        }

        assertThat(called).as("1/s for 3 minutes").hasSizeBetween(178, 182);
        assertThat(instances).allSatisfy(instance -> assertThat(instance.calls).isPositive());
    }

    final class Paced {
        int calls;

        @Subscribe(rateLimit = "1/s")
        void take(Note note) {
            calls++;
            called.add(fixture.time.now());
        }
    }
}
