package io.saltbus.core.subscribe;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.BusFixture;
import io.saltbus.core.Note;
import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.observe.Settled;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BatchTest {
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());
    private final List<Envelope> envelopes = Collections.synchronizedList(new ArrayList<>());
    private Future<?> answer = Future.succeededFuture();
    private SaltBus bus;

    @BeforeEach
    void start() {
        bus = fixture.bus(builder -> builder.event(Note.class));
    }

    private Subscription subscribe(SubscribeOptions options) {
        return await(bus.subscribeBatch(
                "note.*", Note.class, options, new BatchOptions(3, MAX_WAIT), (notes, theirs) -> {
                    batches.add(notes.stream().map(Note::number).toList());
                    envelopes.addAll(theirs);
                    return answer;
                }));
    }

    private Subscription subscribe() {
        return subscribe(SubscribeOptions.named("batch")
                .withRetry(RetryPolicy.defaults().withBackoff(BackoffStrategy.fixed(Duration.ofSeconds(1)))));
    }

    @Test
    void aFullBatchIsCalledAtOnce() {
        subscribe();
        fixture.publish(bus, 1, 2, 3, 4);
        fixture.turns();

        assertThat(batches).containsExactly(List.of(1, 2, 3));
        assertThat(fixture.settled).hasSize(3).allMatch(end -> end.outcome() == Outcome.HANDLED);
        assertThat(envelopes).extracting(Envelope::topic).containsOnly("note.written");
        assertThat(bus.load().waiting()).isEqualTo(1);
    }

    @Test
    void aPartialBatchIsCalledWhenItsFirstEventHasWaited() {
        subscribe();
        fixture.publish(bus, 1);
        fixture.advance(MAX_WAIT.minusSeconds(1));
        fixture.publish(bus, 2);
        assertThat(batches).isEmpty();

        fixture.advance(Duration.ofSeconds(1));

        assertThat(batches).containsExactly(List.of(1, 2));
        fixture.publish(bus, 3);
        fixture.advance(MAX_WAIT.minusNanos(1));
        assertThat(batches).hasSize(1);
        fixture.advance(Duration.ofNanos(1));
        assertThat(batches).hasSize(2);
    }

    @Test
    void anInvalidEventDropsOut() {
        subscribe();
        fixture.publish(bus, 1);
        fixture.publishRaw("note.written", "v1", "{\"number\":\"two\"}");
        fixture.publish(bus, 3, 4);

        fixture.expect(Outcome.DEAD_LETTERED);
        fixture.turns();
        assertThat(batches).containsExactly(List.of(1, 3, 4));
    }

    @Test
    void aFailureIsRetriedForEachByItsOwnAttempts() {
        subscribe(SubscribeOptions.named("batch")
                .withRetry(RetryPolicy.defaults()
                        .withMaxRetries(1)
                        .withBackoff(BackoffStrategy.fixed(Duration.ofSeconds(1)))));
        answer = Future.failedFuture("database away");
        fixture.publish(bus, 1);
        fixture.advance(MAX_WAIT);
        fixture.expect(Outcome.RETRIED);
        fixture.advance(Duration.ofSeconds(1));
        fixture.publish(bus, 2, 3);
        fixture.turns();

        Map<Outcome, Long> ends = Stream.of(fixture.next(), fixture.next(), fixture.next())
                .collect(Collectors.groupingBy(Settled::outcome, Collectors.counting()));
        assertThat(ends).isEqualTo(Map.of(Outcome.DEAD_LETTERED, 1L, Outcome.RETRIED, 2L));
        assertThat(fixture.deadLetters("batch"))
                .singleElement()
                .satisfies(
                        letter -> assertThat(letter.message().body().toString()).isEqualTo("{\"number\":1}"));
    }

    @Test
    void aPauseGivesBackWhatWasGathered() {
        Subscription subscription = subscribe();
        fixture.publish(bus, 1, 2);
        await(subscription.pause());

        fixture.expect(Outcome.RELEASED);
        fixture.expect(Outcome.RELEASED);
        fixture.advance(MAX_WAIT);
        assertThat(batches).isEmpty();
        assertThat(fixture.transport.depth("test.batch")).isEqualTo(2);

        await(subscription.resume());
        fixture.publish(bus, 3);
        fixture.turns();
        assertThat(batches).containsExactly(List.of(1, 2, 3));
    }

    @Test
    void whatIsGivenBackIsNoAnswerToAnInterceptor() {
        SaltBus other = fixture.bus(builder -> builder.service("other")
                .interceptor((delivery, next) -> next.proceed().otherwise(Settlement.ack())));
        Subscription subscription = await(other.subscribeBatch(
                "note.*",
                Note.class,
                SubscribeOptions.named("batch"),
                new BatchOptions(3, MAX_WAIT),
                (notes, theirs) -> Future.succeededFuture()));
        fixture.publish(bus, 1);

        await(subscription.pause());

        fixture.expect(Outcome.RELEASED);
        assertThat(fixture.transport.depth("other.batch")).isEqualTo(1);
    }

    @Test
    void batchesWaitForASlotAndGrowMeanwhile() {
        Promise<Void> first = Promise.promise();
        answer = first.future();
        subscribe(SubscribeOptions.named("batch").withConcurrency(1));
        fixture.publish(bus, 1);
        fixture.advance(MAX_WAIT);
        fixture.publish(bus, 2);
        fixture.advance(MAX_WAIT);
        fixture.publish(bus, 3, 4, 5);
        fixture.turns();
        assertThat(batches).containsExactly(List.of(1));

        answer = Future.succeededFuture();
        first.complete();

        fixture.turns();
        assertThat(batches).containsExactly(List.of(1), List.of(2, 3, 4));
        fixture.advance(MAX_WAIT);
        assertThat(batches).hasSize(3).last().isEqualTo(List.of(5));
    }

    @Test
    void aBatchHasOneTimeLimit() {
        answer = Promise.promise().future();
        subscribe(SubscribeOptions.named("batch").withTimeLimits(TimeLimits.hard(Duration.ofSeconds(10))));
        fixture.publish(bus, 1, 2, 3);

        fixture.advance(Duration.ofSeconds(10));

        for (int event = 0; event < 3; event++) {
            assertThat(fixture.expect(Outcome.RETRIED).cause()).isInstanceOf(DeliveryException.TimeLimitExceeded.class);
        }
        fixture.expectNothing();
    }

    @Test
    void anInterceptorDecidesForItsEventAlone() {
        SaltBus other = fixture.bus(builder -> builder.service("other")
                .interceptor((delivery, next) -> switch (((Note) delivery.event()).number()) {
                    case 1 -> Future.succeededFuture(Settlement.deadLetter(new IllegalStateException("not wanted")));
                    case 2 -> throw new IllegalStateException("thrown");
                    default -> next.proceed();
                }));
        await(other.subscribeBatch(
                "note.*",
                Note.class,
                SubscribeOptions.named("batch"),
                new BatchOptions(3, MAX_WAIT),
                (notes, theirs) -> {
                    batches.add(notes.stream().map(Note::number).toList());
                    return Future.succeededFuture();
                }));

        fixture.publish(bus, 1, 2, 3);

        assertThat(List.of(fixture.next(), fixture.next(), fixture.next()))
                .extracting(Settled::outcome)
                .containsExactlyInAnyOrder(Outcome.DEAD_LETTERED, Outcome.RETRIED, Outcome.HANDLED);
        assertThat(batches).containsExactly(List.of(3));
    }

    @Test
    void anInterceptorThatNeverAnswersHoldsItsBatchNoLongerThanTheTimeLimit() {
        SaltBus other = fixture.bus(builder -> builder.service("other")
                .interceptor((delivery, next) -> ((Note) delivery.event()).number() == 1
                        ? Promise.<Object>promise().future()
                        : next.proceed()));
        await(other.subscribeBatch(
                "note.*",
                Note.class,
                SubscribeOptions.named("batch").withTimeLimits(TimeLimits.hard(Duration.ofSeconds(10))),
                new BatchOptions(2, MAX_WAIT),
                (notes, theirs) -> Future.succeededFuture()));
        fixture.publish(bus, 1, 2);

        fixture.advance(Duration.ofSeconds(10));

        fixture.expect(Outcome.RETRIED);
        fixture.expect(Outcome.RETRIED);
    }
}
