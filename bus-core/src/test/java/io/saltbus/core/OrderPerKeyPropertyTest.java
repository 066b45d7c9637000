package io.saltbus.core;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.observe.Settled;
import io.saltbus.core.publish.PublishOptions;
import io.saltbus.core.subscribe.BackoffStrategy;
import io.saltbus.core.subscribe.OrderedBy;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.subscribe.RateLimit;
import io.saltbus.core.subscribe.RetryPolicy;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.core.subscribe.Subscription;
import io.saltbus.core.subscribe.TimeLimits;
import io.saltbus.core.transport.memory.MemoryTransport;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
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

/** Whatever happens to two processes in whatever order, each key's events are handled one at a time and in order, and each ends once. */
class OrderPerKeyPropertyTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    // longer than any handler is waited for: one that is let go before may be called beside another
    private static final Duration PATIENCE = LIMIT.multipliedBy(6);
    private static final int KEYS = 3;

    enum Step {
        PUBLISH,
        PUBLISH_SOME,
        COMPLETE_OLDEST,
        COMPLETE_NEWEST,
        FAIL_OLDEST,
        FAIL_NEWEST,
        A_MOMENT,
        HALF_THE_LIMIT,
        THE_LIMIT,
        PAUSE,
        RESUME,
        DRAIN,
        SUBSCRIBE_ANEW,
        OTHER_PAUSE,
        OTHER_RESUME,
        LET_TURN
    }

    enum Shape {
        WIDE,
        NARROW,
        PACED
    }

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
    void everyKeyIsHandledOneAtATimeAndInOrder(@ForAll Shape shape, @ForAll @Size(min = 5, max = 50) List<Step> steps) {
        try (var fixture = new BusFixture()) {
            var run = new Run(fixture, shape);
            steps.forEach(run::step);
            run.finish();
        }
    }

    private static final class Run {
        private record Call(String key, Instant begun, Promise<Object> answer) {}

        private final BusFixture fixture;
        private final SubscribeOptions options;
        private final SaltBus bus;
        private final SaltBus other;
        private final MemoryTransport otherTransport;
        private final List<Call> running = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();
        private final Map<String, Integer> newest = new HashMap<>();
        private final Set<Integer> seen = new HashSet<>();
        private Subscription subscription;
        private final Subscription otherSubscription;
        private int number;

        Run(BusFixture fixture, Shape shape) {
            this.fixture = fixture;
            SubscribeOptions any = SubscribeOptions.named("any")
                    .withOrderedBy(OrderedBy.publishedKey())
                    .withPrefetch(5)
                    .withTimeLimits(TimeLimits.hard(LIMIT))
                    .withRetry(RetryPolicy.defaults()
                            .withMaxRetries(1)
                            .withBackoff(BackoffStrategy.fixed(Duration.ofSeconds(2))));
            this.options = switch (shape) {
                case WIDE -> any;
                case NARROW -> any.withConcurrency(1);
                case PACED -> any.withRateLimit(new RateLimit(1, Duration.ofSeconds(25)));
            };
            this.bus = fixture.bus(builder -> builder.event(Note.class).shutdownTimeout(PATIENCE));
            this.otherTransport = fixture.connect();
            this.other =
                    fixture.bus(builder -> builder.transport(otherTransport).event(Note.class));
            this.subscription = subscribe(bus);
            this.otherSubscription = subscribe(other);
        }

        private Subscription subscribe(SaltBus where) {
            return await(where.subscribe(Note.class, options, (note, envelope) -> call(note.number(), envelope)));
        }

        private Future<Object> call(int called, Envelope envelope) {
            String key = String.valueOf(envelope.key());
            Instant now = fixture.time.now();
            running.removeIf(call -> call.answer.future().isComplete()
                    || !now.isBefore(call.begun.plus(LIMIT.multipliedBy(2)))); // the bus no longer counts on those
            if (running.stream().anyMatch(call -> call.key.equals(key))) {
                faults.add(called + " is called beside another of its key");
            }
            if (seen.add(called) && newest.merge(key, called, Math::max) != called) {
                faults.add(called + " is called after " + newest.get(key));
            }
            var call = new Call(key, now, Promise.promise());
            running.add(call);
            return call.answer.future();
        }

        private Promise<Object> take(boolean oldest) {
            return running.isEmpty() ? Promise.promise() : running.remove(oldest ? 0 : running.size() - 1).answer;
        }

        private void publish() {
            int next = number++;
            await(bus.publish(new Note(next), PublishOptions.defaults().withKey(String.valueOf(next * 7 / 2 % KEYS))));
        }

        void step(Step step) {
            switch (step) {
                case PUBLISH -> publish();
                case PUBLISH_SOME -> {
                    for (int more = 0; more < 6; more++) {
                        publish();
                    }
                }
                case COMPLETE_OLDEST -> take(true).complete();
                case COMPLETE_NEWEST -> take(false).complete();
                case FAIL_OLDEST -> take(true).fail("on purpose");
                case FAIL_NEWEST -> take(false).fail("on purpose");
                case A_MOMENT -> fixture.advance(Duration.ofSeconds(2));
                case HALF_THE_LIMIT -> fixture.time.advance(LIMIT.dividedBy(2)); // without waiting for what it sets off
                case THE_LIMIT -> fixture.advance(LIMIT);
                case PAUSE -> asked(subscription.pause());
                case RESUME -> asked(subscription.resume());
                case DRAIN -> asked(subscription.drain());
                case SUBSCRIBE_ANEW -> {
                    asked(subscription.close());
                    for (Duration waited = Duration.ZERO; waited.compareTo(PATIENCE) < 0; waited = waited.plus(LIMIT)) {
                        fixture.advance(LIMIT);
                    }
                    subscription = subscribe(bus);
                }
                case OTHER_PAUSE -> asked(otherSubscription.pause());
                case OTHER_RESUME -> asked(otherSubscription.resume());
                case LET_TURN -> fixture.turns();
            }
        }

        // a step may come too late for the subscription, and its future is not what is tested here
        private static void asked(Future<Void> step) {
            step.otherwiseEmpty().onFailure(never -> {
                throw new AssertionError(never);
            });
        }

        private int unfinished() {
            return fixture.transport.depth("test.any") + fixture.transport.unsettled("test.any");
        }

        void finish() {
            fixture.turns();
            asked(subscription.resume());
            asked(otherSubscription.resume());
            for (int round = 0; round < 3 * number + 5 && unfinished() > 0; round++) {
                List.copyOf(running).forEach(call -> call.answer.tryComplete());
                fixture.advance(Duration.ofSeconds(25));
            }
            assertThat(faults).isEmpty();
            assertThat(unfinished())
                    .as("messages that never came to their turn")
                    .isZero();
            List<Settled> ends = new ArrayList<>();
            fixture.settled.drainTo(ends);
            assertThat(ends.stream()
                            .filter(end -> end.outcome() == Outcome.HANDLED || end.outcome() == Outcome.DEAD_LETTERED)
                            .map(end -> end.envelope().messageId()))
                    .hasSize(number)
                    .doesNotHaveDuplicates();
        }
    }
}
