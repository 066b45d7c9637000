package io.saltbus.core;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.observe.Settled;
import io.saltbus.core.subscribe.BackoffStrategy;
import io.saltbus.core.subscribe.BatchOptions;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.subscribe.RateLimit;
import io.saltbus.core.subscribe.RetryPolicy;
import io.saltbus.core.subscribe.Settlement;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.core.subscribe.Subscription;
import io.saltbus.core.subscribe.TimeLimits;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;

/**
 * Whatever happens in whatever order, each delivery ends once, and each published event is in the end handled, a dead letter, or still in
 * the queue.
 */
class ExactlyOneOutcomePropertyTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    enum Step {
        PUBLISH,
        PUBLISH_BAD,
        COMPLETE_OLDEST,
        COMPLETE_NEWEST,
        FAIL_OLDEST,
        BURY_OLDEST,
        A_MOMENT,
        HALF_THE_LIMIT,
        THE_LIMIT,
        A_MINUTE,
        PAUSE,
        RESUME,
        DRAIN,
        CLOSE,
        SUBSCRIBE,
        LET_TURN
    }

    enum Shape {
        SINGLE,
        NARROW,
        PACED,
        BATCH
    }

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    void everyDeliveryEndsOnceAndNothingIsLost(@ForAll Shape shape, @ForAll @Size(min = 5, max = 40) List<Step> steps) {
        try (var fixture = new BusFixture()) {
            new Run(fixture, shape).play(steps);
        }
    }

    private static final class Run {
        private final BusFixture fixture;
        private final Shape shape;
        private final SaltBus bus;
        private final List<Promise<Object>> running = new ArrayList<>();
        private final Set<String> published = new HashSet<>();
        private final List<Settled> ends = new ArrayList<>();
        private Subscription subscription;
        private int number;

        Run(BusFixture fixture, Shape shape) {
            this.fixture = fixture;
            this.shape = shape;
            this.bus = fixture.bus(builder -> builder.event(Note.class).shutdownTimeout(LIMIT.multipliedBy(3)));
            this.subscription = subscribe();
        }

        private Subscription subscribe() {
            SubscribeOptions options = SubscribeOptions.named("any")
                    .withTimeLimits(TimeLimits.hard(LIMIT))
                    .withRetry(RetryPolicy.defaults()
                            .withMaxRetries(2)
                            .withBackoff(BackoffStrategy.fixed(Duration.ofSeconds(1))));
            return await(
                    switch (shape) {
                        case SINGLE -> bus.subscribe(Note.class, options, (note, envelope) -> call());
                        case NARROW ->
                            bus.subscribe(Note.class, options.withConcurrency(2), (note, envelope) -> call());
                        case PACED ->
                            bus.subscribe(
                                    Note.class,
                                    options.withRateLimit(new RateLimit(1, Duration.ofSeconds(25))),
                                    (note, envelope) -> call());
                        case BATCH ->
                            bus.subscribeBatch(
                                    "note.*",
                                    Note.class,
                                    options.withConcurrency(2),
                                    new BatchOptions(3, Duration.ofSeconds(4)),
                                    (notes, envelopes) -> call());
                    });
        }

        private Future<Object> call() {
            Promise<Object> answer = Promise.promise();
            synchronized (running) {
                running.add(answer);
            }
            return answer.future();
        }

        private Promise<Object> take(boolean oldest) {
            synchronized (running) {
                return running.isEmpty() ? Promise.promise() : running.remove(oldest ? 0 : running.size() - 1);
            }
        }

        void play(List<Step> steps) {
            steps.forEach(this::step);
            finish();
            check();
        }

        private void step(Step step) {
            switch (step) {
                case PUBLISH ->
                    published.add(await(bus.publish(new Note(number++))).messageId());
                case PUBLISH_BAD -> published.add(fixture.publishRaw("note.written", "v1", "{}"));
                case COMPLETE_OLDEST -> take(true).complete();
                case COMPLETE_NEWEST -> take(false).complete();
                case FAIL_OLDEST -> take(true).fail("on purpose");
                case BURY_OLDEST -> take(true).complete(Settlement.deadLetter(new IllegalStateException("buried")));
                case A_MOMENT -> fixture.advance(Duration.ofSeconds(1));
                case HALF_THE_LIMIT -> fixture.time.advance(LIMIT.dividedBy(2)); // without waiting for what it sets off
                case THE_LIMIT -> fixture.advance(LIMIT);
                case A_MINUTE -> fixture.advance(Duration.ofMinutes(1));
                case PAUSE -> ignore(subscription.pause());
                case RESUME -> ignore(subscription.resume());
                case DRAIN -> ignore(subscription.drain());
                case CLOSE -> ignore(subscription.close());
                case SUBSCRIBE -> {
                    if (bus.subscriptions().isEmpty()) {
                        subscription = subscribe();
                    }
                }
                case LET_TURN -> fixture.turns();
            }
        }

        // a step may come too late for the subscription, and its future is not what is tested here
        private static void ignore(Future<Void> asked) {
            asked.otherwiseEmpty().onFailure(never -> {
                throw new AssertionError(never);
            });
        }

        private void finish() {
            fixture.turns();
            Future<Void> closed = subscription.close();
            fixture.advance(LIMIT.multipliedBy(3));
            await(closed);
            fixture.turns();
            List.copyOf(running).forEach(answer -> answer.tryComplete());
            fixture.advance(LIMIT);
            fixture.settled.drainTo(ends);
            assertThat(bus.load().waiting()).isZero();
            assertThat(bus.load().running()).isZero();
        }

        private void check() {
            int inQueue = fixture.transport.depth("test.any") + fixture.transport.delayed();
            assertThat(fixture.transport.unsettled("test.any")).isZero();
            Set<String> done = new HashSet<>();
            Map<String, Set<Integer>> attempts = new HashMap<>();
            for (Settled end : ends) {
                String id = end.envelope().messageId();
                boolean counts = end.outcome() != Outcome.RELEASED && end.outcome() != Outcome.UNSETTLED;
                if (counts) {
                    assertThat(attempts.computeIfAbsent(id, first -> new HashSet<>())
                                    .add(end.envelope().attempt()))
                            .as("attempt %d of %s ended once", end.envelope().attempt(), id)
                            .isTrue();
                    assertThat(done).as("nothing ends after its last end").doesNotContain(id);
                }
                if (end.outcome() == Outcome.HANDLED || end.outcome() == Outcome.DEAD_LETTERED) {
                    done.add(id);
                }
            }
            assertThat(published).containsAll(done);
            assertThat(done.size() + inQueue).as("nothing is lost or doubled").isEqualTo(published.size());
            long dead = ends.stream()
                    .filter(end -> end.outcome() == Outcome.DEAD_LETTERED)
                    .count();
            assertThat(fixture.deadLetters("any")).hasSize((int) dead);
        }
    }
}
