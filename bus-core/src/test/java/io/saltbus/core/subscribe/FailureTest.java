package io.saltbus.core.subscribe;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.BusFixture;
import io.saltbus.core.Note;
import io.saltbus.core.SaltBus;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.observe.Settled;
import io.saltbus.core.transport.DeathReport;
import io.vertx.core.Future;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FailureTest {
    private static final Duration WAIT = Duration.ofSeconds(7);

    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private SaltBus bus;

    @BeforeEach
    void start() {
        bus = fixture.bus(builder -> builder.event(Note.class));
    }

    private static RetryPolicy policy() {
        return RetryPolicy.defaults().withBackoff(BackoffStrategy.fixed(WAIT));
    }

    private Settled handle(RetryPolicy retry, EventHandler<Note> handler) {
        await(bus.subscribe(Note.class, SubscribeOptions.named("risky").withRetry(retry), handler));
        fixture.publish(bus, 1);
        return fixture.next();
    }

    private Settled handle(EventHandler<Note> handler) {
        return handle(policy(), handler);
    }

    @Test
    void whatIsThrownIsRetried() {
        Settled end = handle((note, envelope) -> {
            throw new IOException("away");
        });

        assertThat(end.outcome()).isEqualTo(Outcome.RETRIED);
        assertThat(end.cause()).isInstanceOf(IOException.class);
    }

    @Test
    void aFailedFutureIsRetriedAfterTheBackoff() {
        assertThat(handle((note, envelope) ->
                                envelope.attempt() == 1 ? Future.failedFuture("away") : Future.succeededFuture())
                        .outcome())
                .isEqualTo(Outcome.RETRIED);

        fixture.advance(WAIT.minusNanos(1));
        assertThat(fixture.settled).isEmpty();
        fixture.advance(Duration.ofNanos(1));

        assertThat(fixture.expect(Outcome.HANDLED).envelope().attempt()).isEqualTo(2);
    }

    @Test
    void noAnswerIsADeadLetter() {
        Settled end = handle((note, envelope) -> null);

        assertThat(end.outcome()).isEqualTo(Outcome.DEAD_LETTERED);
        assertThat(end.cause())
                .isInstanceOf(DeliveryException.NoAnswer.class)
                .hasMessageContaining("risky returned null instead of a future");
    }

    @Test
    void anErrorIsADeadLetterAndTheNextEventIsHandled() {
        Settled end = handle((note, envelope) -> {
            if (note.number() == 1) {
                throw new StackOverflowError("too deep");
            }
            return Future.succeededFuture();
        });
        assertThat(end.outcome()).isEqualTo(Outcome.DEAD_LETTERED);

        fixture.publish(bus, 2);

        fixture.expect(Outcome.HANDLED);
    }

    @Test
    void whatACompletionExceptionWrapsIsJudged() {
        Settled end = handle(
                policy().withRetryOn(List.of(IOException.class)),
                (note, envelope) -> Future.failedFuture(
                        new CompletionException(new CompletionException(new IOException("inside")))));

        assertThat(end.outcome()).isEqualTo(Outcome.RETRIED);
        assertThat(end.cause()).isInstanceOf(IOException.class);
    }

    @Test
    void onlyWhatIsListedIsRetriedWithItsSubclasses() {
        RetryPolicy retry = policy().withRetryOn(List.of(IOException.class));

        assertThat(handle(retry, (note, envelope) -> {
                            throw note.number() == 1 ? new FileNotFoundException() : new IllegalStateException();
                        })
                        .outcome())
                .isEqualTo(Outcome.RETRIED);
        fixture.publish(bus, 2);
        fixture.expect(Outcome.DEAD_LETTERED);
    }

    @Test
    void whatIsExcludedIsNotRetried() {
        Settled end = handle(policy().withDontRetryOn(List.of(FileNotFoundException.class)), (note, envelope) -> {
            throw new FileNotFoundException();
        });

        assertThat(end.outcome()).isEqualTo(Outcome.DEAD_LETTERED);
    }

    @Test
    void aFailureOfTheBusThatCannotPassIsNotRetried() {
        Settled end = handle((note, envelope) -> Future.failedFuture(new ConnectionException.Closed("bus other")));

        assertThat(end.outcome()).isEqualTo(Outcome.DEAD_LETTERED);
    }

    @Test
    void anEventThatIsInvalidInsideAHandlerIsNotTheMessagesOwnFault() {
        handle((note, envelope) ->
                bus.publish("note.written", "v1", new io.vertx.core.json.JsonObject().put("number", "x")));

        DeathReport report = fixture.deadLetters("risky").get(0).report();
        assertThat(report.attempts()).isEqualTo(1);
        assertThat(report.violations()).isEmpty();
        assertThat(report.stackTrace()).isNotEmpty();
    }

    @Test
    void theDeadLetterTellsItsWholeStory() {
        Instant start = fixture.time.now();
        handle(policy().withMaxRetries(2), (note, envelope) -> {
            throw new IllegalStateException("m".repeat(1_500));
        });
        fixture.advance(WAIT);
        fixture.expect(Outcome.RETRIED);
        fixture.advance(WAIT);
        Settled end = fixture.expect(Outcome.DEAD_LETTERED);

        assertThat(fixture.deadLetters("risky")).singleElement().satisfies(letter -> {
            assertThat(letter.message().envelope()).isEqualTo(end.envelope());
            DeathReport report = letter.report();
            assertThat(report.queue()).isEqualTo("test.risky");
            assertThat(report.errorType()).isEqualTo("java.lang.IllegalStateException");
            assertThat(report.errorMessage()).hasSize(1_000).startsWith("mmm").endsWith("m...");
            assertThat(report.stackTrace()).hasSizeLessThanOrEqualTo(4_000).startsWith("java.lang.IllegalState");
            assertThat(report.attempts()).isEqualTo(3);
            assertThat(report.firstFailedAt()).isEqualTo(start);
            assertThat(report.lastFailedAt()).isEqualTo(start.plus(WAIT).plus(WAIT));
            assertThat(report.violations()).isEmpty();
        });
    }

    @Test
    void withoutRetriesTheFirstFailureIsTheLast() {
        assertThat(handle(RetryPolicy.none(), (note, envelope) -> Future.failedFuture("away"))
                        .outcome())
                .isEqualTo(Outcome.DEAD_LETTERED);
    }

    @Test
    void aHandlerMayChooseTheWaitButNotTheNumberOfTries() {
        handle(
                policy().withMaxRetries(1),
                (note, envelope) -> Future.succeededFuture(
                        Settlement.retry(new IllegalStateException("later"), Duration.ofSeconds(90))));
        fixture.advance(Duration.ofSeconds(89));
        fixture.expectNothing();
        fixture.advance(Duration.ofSeconds(1));

        fixture.expect(Outcome.DEAD_LETTERED);
        assertThat(fixture.deadLetters("risky").get(0).report().attempts()).isEqualTo(2);
    }

    @Test
    void aHandlersRetryWaitsAsThePolicyUnlessItSaysOtherwise() {
        handle((note, envelope) -> Future.succeededFuture(
                envelope.attempt() == 1 ? Settlement.retry(new IllegalStateException("later")) : Settlement.ack()));
        fixture.advance(WAIT);

        fixture.expect(Outcome.HANDLED);
    }

    @Test
    void aRetryAtOnceComesBackInTheNextTurn() {
        handle((note, envelope) -> Future.succeededFuture(
                envelope.attempt() == 1
                        ? Settlement.retry(new IllegalStateException("again"), Duration.ZERO)
                        : Settlement.ack()));

        fixture.expect(Outcome.HANDLED);
    }

    @Test
    void aHandlerMayGiveAnEventUp() {
        Settled end = handle((note, envelope) ->
                Future.succeededFuture(Settlement.deadLetter(new IllegalArgumentException("nobody of that name"))));

        assertThat(end.outcome()).isEqualTo(Outcome.DEAD_LETTERED);
        assertThat(fixture.deadLetters("risky").get(0).report().errorMessage()).isEqualTo("nobody of that name");
    }

    @Test
    void aBackoffThatThrowsEndsTheDelivery() {
        Settled end = handle(
                RetryPolicy.defaults().withBackoff(retry -> {
                    throw new ArithmeticException("broken strategy");
                }),
                (note, envelope) -> Future.failedFuture("away"));

        assertThat(end.outcome()).isEqualTo(Outcome.DEAD_LETTERED);
        assertThat(end.cause()).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aBackoffIsBoundedByWhatTheBrokerCanCount() {
        Settled end = handle(
                RetryPolicy.defaults().withBackoff(retry -> Duration.ofDays(1_000_000_000)),
                (note, envelope) -> Future.failedFuture("away"));

        assertThat(end.outcome()).isEqualTo(Outcome.RETRIED);
        fixture.advance(io.saltbus.core.publish.PublishOptions.MAX_DELAY);
        fixture.expect(Outcome.RETRIED);
    }

    @Test
    void aBackoffOfNullEndsTheDelivery() {
        Settled end = handle(
                RetryPolicy.defaults().withBackoff(retry -> null), (note, envelope) -> Future.failedFuture("away"));

        assertThat(end.outcome()).isEqualTo(Outcome.DEAD_LETTERED);
    }

    @Test
    void aFailureThatCannotEvenTellItsMessageEndsTheDeliveryToo() {
        Settled end = handle(RetryPolicy.none(), (note, envelope) -> {
            throw new UnspeakableException();
        });

        assertThat(end.outcome()).isEqualTo(Outcome.DEAD_LETTERED);
        assertThat(end.cause()).hasMessage("no words");
        assertThat(bus.load().inFlight()).isZero();
    }

    private static final class UnspeakableException extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("no words");
        }
    }
}
