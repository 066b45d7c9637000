package io.saltbus.core.subscribe;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.BusFixture;
import io.saltbus.core.Calls;
import io.saltbus.core.Note;
import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.observe.BusObserver;
import io.saltbus.core.observe.Settled;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TimeLimitTest {
    private static final Duration HARD = Duration.ofSeconds(10);
    private static final Duration SOFT = Duration.ofSeconds(4);

    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private final Calls calls = new Calls();
    private SaltBus bus;

    @BeforeEach
    void start() {
        bus = fixture.bus(builder -> builder.event(Note.class));
    }

    private void subscribe(int concurrency) {
        BusFixture.await(bus.subscribe(
                Note.class,
                SubscribeOptions.named("slow")
                        .withTimeLimits(new TimeLimits(SOFT, HARD))
                        .withConcurrency(concurrency)
                        .withRetry(RetryPolicy.defaults().withBackoff(BackoffStrategy.fixed(Duration.ofHours(1)))),
                calls));
    }

    @Test
    void aCallThatTakesTooLongIsTriedAgain() {
        subscribe(1);
        fixture.publish(bus, 1);
        calls.next();

        fixture.advance(HARD);

        Settled end = fixture.expect(Outcome.RETRIED);
        assertThat(end.cause())
                .isInstanceOf(DeliveryException.TimeLimitExceeded.class)
                .hasMessageContaining("slow")
                .hasMessageContaining("10000 ms");
        assertThat(end.took()).isEqualTo(HARD);
    }

    @Test
    void aCallThatEndsJustInTimeIsHandled() {
        subscribe(1);
        fixture.publish(bus, 1);
        var call = calls.next();

        fixture.advance(HARD.minusNanos(1));
        call.answer().complete();

        fixture.expect(Outcome.HANDLED);
        fixture.advance(HARD.multipliedBy(3));
        fixture.expectNothing();
        assertThat(fixture.abandoned).isEmpty();
    }

    @Test
    void whatALateHandlerAnswersIsNotLookedAt() {
        subscribe(1);
        fixture.publish(bus, 1);
        var call = calls.next();
        fixture.advance(HARD);
        fixture.expect(Outcome.RETRIED);

        call.answer().complete(Settlement.deadLetter(new IllegalStateException("late")));

        fixture.expectNothing();
        assertThat(fixture.deadLetters("slow")).isEmpty();
        assertThat(fixture.transport.delayed()).isEqualTo(1);
    }

    @Test
    void aLateHandlerKeepsItsSlotUntilItEnds() {
        subscribe(1);
        fixture.publish(bus, 1, 2);
        var late = calls.next();
        fixture.advance(HARD);
        fixture.expect(Outcome.RETRIED);

        fixture.advance(HARD.dividedBy(2));
        assertThat(calls.begun()).isEmpty();
        assertThat(bus.load().running()).isEqualTo(1);

        late.answer().complete();
        fixture.turns();
        assertThat(calls.begunNumbers()).containsExactly(2);
        assertThat(fixture.abandoned).isEmpty();
    }

    @Test
    void aHandlerThatNeverEndsIsAbandonedAfterOneMoreLimit() {
        subscribe(1);
        fixture.publish(bus, 1, 2);
        var stuck = calls.next();
        fixture.advance(HARD);
        fixture.expect(Outcome.RETRIED);

        fixture.advance(HARD.minusNanos(1));
        assertThat(fixture.abandoned).isEmpty();
        fixture.advance(Duration.ofNanos(1));

        assertThat(fixture.abandoned).containsExactly("slow");
        assertThat(calls.begunNumbers()).containsExactly(2);
        assertThat(bus.load().running()).isEqualTo(1);

        stuck.answer().complete(); // a slot that was given back must not be given back again
        fixture.turns();
        fixture.publish(bus, 3);
        fixture.turns();
        assertThat(calls.begun()).isEmpty();
        assertThat(bus.load().running()).isEqualTo(1);
    }

    @Test
    void theSoftLimitIsToldAndChangesNothing() {
        subscribe(1);
        fixture.publish(bus, 1);
        var call = calls.next();

        fixture.advance(SOFT.minusNanos(1));
        assertThat(fixture.softLimits).isEmpty();
        fixture.advance(Duration.ofNanos(1));
        assertThat(fixture.softLimits).containsExactly("slow");

        call.answer().complete();
        fixture.expect(Outcome.HANDLED);
    }

    @Test
    void aTimerThatFiresAsTheHandlerEndsTellsNothing() {
        subscribe(1);
        fixture.publish(bus, 1);
        var call = calls.next();
        fixture.turns();

        // both timers are on their way to the event loop already, behind the turn in which the handler ends
        BusFixture.await(io.vertx.core.Future.future(done -> fixture.vertx.runOnContext(turn -> {
            fixture.time.advance(HARD);
            call.answer().complete();
            done.complete();
        })));

        fixture.expect(Outcome.HANDLED);
        fixture.advance(HARD);
        assertThat(fixture.softLimits).isEmpty();
        assertThat(fixture.abandoned).isEmpty();
        fixture.expectNothing();
    }

    @Test
    void aHandlerThatNeverAnswersEndsAsADeadLetterWhenItsTriesAreUsedUp() {
        BusFixture.await(bus.subscribe(
                Note.class,
                SubscribeOptions.named("dead")
                        .withTimeLimits(TimeLimits.hard(HARD))
                        .withRetry(RetryPolicy.defaults()
                                .withMaxRetries(1)
                                .withBackoff(BackoffStrategy.fixed(Duration.ofSeconds(1)))),
                calls));
        fixture.publish(bus, 1);
        calls.next();
        fixture.advance(HARD);
        fixture.expect(Outcome.RETRIED);
        fixture.advance(Duration.ofSeconds(1));
        calls.next();
        fixture.advance(HARD);

        fixture.expect(Outcome.DEAD_LETTERED);
        assertThat(fixture.deadLetters("dead")).singleElement().satisfies(letter -> {
            assertThat(letter.report().attempts()).isEqualTo(2);
            assertThat(letter.report().errorType()).isEqualTo(DeliveryException.TimeLimitExceeded.class.getName());
        });
    }

    @Test
    void aHandlerThatBlocksItsLoopIsTold() {
        var blocked = new LinkedBlockingQueue<Duration>();
        SaltBus bus = fixture.bus(builder -> builder.event(Note.class).observer(new BusObserver() {
            @Override
            public void blockedLoop(String handler, Envelope envelope, Duration howLong) {
                blocked.add(howLong);
            }
        }));
        await(bus.subscribe(Note.class, SubscribeOptions.named("blocking"), (note, envelope) -> {
            fixture.time.advance(Duration.ofMillis(note.number()));
            return Future.succeededFuture();
        }));

        fixture.publish(bus, 99, 100);
        fixture.expect(Outcome.HANDLED);
        fixture.expect(Outcome.HANDLED);

        assertThat(blocked).containsExactly(Duration.ofMillis(100));
    }
}
