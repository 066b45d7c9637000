package io.saltbus.core.subscribe;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.BusFixture;
import io.saltbus.core.Calls;
import io.saltbus.core.Note;
import io.saltbus.core.SaltBus;
import io.vertx.core.Future;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EarlyAckTest {
    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private final Calls calls = new Calls();
    private SaltBus bus;

    @BeforeEach
    void start() {
        bus = fixture.bus(builder -> builder.event(Note.class).shutdownTimeout(Duration.ofSeconds(5)));
    }

    private Subscription subscribe(AckMode mode) {
        return await(bus.subscribe(
                Note.class,
                SubscribeOptions.named("early")
                        .withAckMode(mode)
                        .withConcurrency(1)
                        .withRetry(RetryPolicy.defaults()
                                .withMaxRetries(1)
                                .withBackoff(BackoffStrategy.fixed(Duration.ofSeconds(1)))),
                calls));
    }

    @Test
    void aSuccessIsHandledOnce() {
        subscribe(AckMode.EARLY);
        fixture.publish(bus, 1);
        calls.next().answer().complete();

        fixture.expect(Outcome.HANDLED);
        assertThat(fixture.transport.quiet()).isTrue();
    }

    @Test
    void aFailureIsStillRetriedAndStillDies() {
        subscribe(AckMode.EARLY);
        fixture.publish(bus, 1);
        calls.next().answer().fail("first");
        fixture.expect(Outcome.RETRIED);
        fixture.advance(Duration.ofSeconds(1));
        calls.next().answer().fail("second");

        fixture.expect(Outcome.DEAD_LETTERED);
        assertThat(fixture.deadLetters("early")).hasSize(1);
    }

    @Test
    void aCrashLosesWhatRanAndNothingThatWaited() {
        Subscription subscription = subscribe(AckMode.EARLY);
        fixture.publish(bus, 1, 2);
        var crashed = calls.next();

        Future<Void> closed = subscription.close();
        fixture.advance(Duration.ofSeconds(5));
        await(closed);

        assertThat(fixture.transport.depth("test.early")).isEqualTo(1);
        crashed.answer().complete();
        fixture.turns();
        subscribe(AckMode.EARLY);
        assertThat(calls.next().number()).isEqualTo(2);
    }

    @Test
    void aCrashOfALateOneLosesNothing() {
        Subscription subscription = subscribe(AckMode.LATE);
        fixture.publish(bus, 1);
        calls.next();

        Future<Void> closed = subscription.close();
        fixture.advance(Duration.ofSeconds(5));
        await(closed);

        subscribe(AckMode.LATE);
        assertThat(calls.next().number()).isEqualTo(1);
    }

    @Test
    void aBatchIsAcknowledgedWhenItIsCalledNotWhenItIsGathered() {
        Subscription subscription = await(bus.subscribeBatch(
                "note.*",
                Note.class,
                SubscribeOptions.named("early").withAckMode(AckMode.EARLY),
                new BatchOptions(2, Duration.ofHours(1)),
                (notes, envelopes) -> io.vertx.core.Promise.promise().future()));
        fixture.publish(bus, 1, 2, 3);
        fixture.turns();

        Future<Void> closed = subscription.close();
        fixture.advance(Duration.ofSeconds(5));
        await(closed);

        assertThat(fixture.transport.depth("test.early")).isEqualTo(1);
    }
}
