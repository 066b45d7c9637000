package io.saltbus.core.subscribe;

import static io.saltbus.core.BusFixture.await;
import static io.saltbus.core.BusFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.BusFixture;
import io.saltbus.core.Calls;
import io.saltbus.core.Note;
import io.saltbus.core.SaltBus;
import io.saltbus.core.event.TopicPattern;
import io.vertx.core.Future;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SubscriptionHandleTest {
    private static final Duration SHUTDOWN = Duration.ofSeconds(20);

    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private final Calls calls = new Calls();
    private SaltBus bus;
    private Subscription subscription;

    @BeforeEach
    void subscribe() {
        bus = fixture.bus(builder -> builder.event(Note.class).shutdownTimeout(SHUTDOWN));
        subscription = await(bus.subscribe(
                Note.class, SubscribeOptions.named("handle").withConcurrency(1).withPrefetch(3), calls));
    }

    @Test
    void itTellsWhatItIs() {
        assertThat(subscription.name()).isEqualTo("handle");
        assertThat(subscription.queue()).isEqualTo("test.handle");
        assertThat(subscription.patterns()).containsExactly(TopicPattern.of("note.written"));
        assertThat(subscription.state()).isEqualTo(Subscription.State.LIVE);
        assertThat(bus.subscriptions()).containsExactly(subscription);
    }

    @Test
    void aPauseGivesBackWhatWaitsAndLetsGoOnWhatRuns() {
        fixture.publish(bus, 1, 2, 3, 4);
        var running = calls.next();

        await(subscription.pause());

        assertThat(subscription.state()).isEqualTo(Subscription.State.PAUSED);
        fixture.turns();
        assertThat(fixture.settled).hasSize(2).allMatch(end -> end.outcome() == Outcome.RELEASED);
        fixture.settled.clear();
        assertThat(fixture.transport.depth("test.handle")).isEqualTo(3);
        assertThat(bus.load().waiting()).isZero();

        running.answer().complete();
        assertThat(fixture.expect(Outcome.HANDLED).envelope().attempt()).isEqualTo(1);
        fixture.turns();
        assertThat(calls.begun()).isEmpty();
    }

    @Test
    void aResumeGoesOnInTheOldOrder() {
        fixture.publish(bus, 1, 2, 3);
        calls.next().answer().complete();
        await(subscription.pause());
        fixture.turns();
        calls.begun().forEach(call -> call.answer().complete());
        fixture.turns();

        await(subscription.resume());

        assertThat(subscription.state()).isEqualTo(Subscription.State.LIVE);
        assertThat(calls.next().number()).isEqualTo(3);
    }

    @Test
    void anEventPublishedDuringAPauseWaitsInTheQueue() {
        await(subscription.pause());
        assertThat(await(bus.publish(new Note(1))).routed()).isTrue();
        fixture.turns();
        assertThat(calls.begun()).isEmpty();

        await(subscription.resume());

        assertThat(calls.next().number()).isEqualTo(1);
    }

    @Test
    void drainWaitsForWhatRunsAndThenRests() {
        fixture.publish(bus, 1, 2);
        var running = calls.next();

        Future<Void> drained = subscription.drain();
        fixture.advance(SHUTDOWN.multipliedBy(1));
        assertThat(drained.isComplete()).isFalse();
        assertThat(subscription.state()).isEqualTo(Subscription.State.DRAINING);

        running.answer().complete();
        await(drained);
        assertThat(subscription.state()).isEqualTo(Subscription.State.PAUSED);
        assertThat(fixture.transport.depth("test.handle")).isEqualTo(1);

        await(subscription.resume());
        assertThat(calls.next().number()).isEqualTo(2);
    }

    @Test
    void drainOfAnIdleSubscriptionCompletesAtOnce() {
        await(subscription.drain());

        assertThat(subscription.state()).isEqualTo(Subscription.State.PAUSED);
    }

    @Test
    void closeWaitsForWhatRuns() {
        fixture.publish(bus, 1);
        var running = calls.next();

        Future<Void> closed = subscription.close();
        fixture.advance(SHUTDOWN.minusNanos(1));
        assertThat(closed.isComplete()).isFalse();
        assertThat(subscription.state()).isEqualTo(Subscription.State.CLOSED);

        running.answer().complete();
        await(closed);
        fixture.expect(Outcome.HANDLED);
        assertThat(bus.subscriptions()).isEmpty();
    }

    @Test
    void closeLetsGoOfWhatDoesNotEndInTime() {
        fixture.publish(bus, 1);
        var running = calls.next();
        Future<Void> closed = subscription.close();

        fixture.advance(SHUTDOWN);

        await(closed);
        assertThat(fixture.transport.depth("test.handle")).isEqualTo(1);
        running.answer().complete();
        assertThat(fixture.expect(Outcome.UNSETTLED).cause()).isNotNull();
    }

    @Test
    void aSecondCloseWaitsForTheFirst() {
        fixture.publish(bus, 1);
        var running = calls.next();
        Future<Void> first = subscription.close();

        Future<Void> second = subscription.close();
        fixture.turns();
        assertThat(second.isComplete()).isFalse();

        running.answer().complete();
        await(first);
        await(second);
    }

    @Test
    void afterTheCloseNothingElseCanBeAsked() {
        await(subscription.close());

        for (Future<Void> refused :
                java.util.List.of(subscription.pause(), subscription.resume(), subscription.drain())) {
            assertThat(failure(refused))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("subscription handle is closed: subscribe again");
        }
        await(subscription.close());
        assertThat(subscription.state()).isEqualTo(Subscription.State.CLOSED);
    }

    @Test
    void theQueueOutlivesItsSubscription() {
        await(subscription.close());
        assertThat(await(bus.publish(new Note(1))).routed()).isTrue();
        var later = new Calls();

        await(bus.subscribe(Note.class, SubscribeOptions.named("handle"), later));

        assertThat(later.next().number()).isEqualTo(1);
    }

    @Test
    void aRetryOnItsWaySurvivesAPause() {
        fixture.publish(bus, 1);
        calls.next().answer().fail(new IllegalStateException("once"));
        fixture.expect(Outcome.RETRIED);
        await(subscription.pause());
        fixture.advance(Duration.ofMinutes(1));
        assertThat(calls.begun()).isEmpty();

        await(subscription.resume());

        assertThat(calls.next().envelope().attempt()).isEqualTo(2);
    }
}
