package io.saltbus.core.subscribe;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.BusFixture;
import io.saltbus.core.Note;
import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Default;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventView;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.observe.Settled;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@SuppressWarnings("UnusedVariable") // not every handler looks at its event
class HandlerMethodTest {
    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private final List<Object> seen = new CopyOnWriteArrayList<>();
    private SaltBus bus;

    @Event("order.created")
    record Order(int number, String city, List<String> items) {}

    record OrderView(int number, @Default("normal") String priority) {}

    @BeforeEach
    void start() {
        bus = fixture.bus(builder -> builder.event(Note.class, Order.class));
    }

    private Settled handle(Object handlers) {
        await(bus.subscribe(handlers));
        fixture.publish(bus, 1);
        return fixture.next();
    }

    private final class Answers {
        private final Object answer;

        private Answers(Object answer) {
            this.answer = answer;
        }

        @Subscribe
        private Object read(Note note) {
            seen.add(note);
            return answer;
        }
    }

    @Test
    void aFutureIsWaitedFor() {
        assertThat(handle(new Answers(Future.succeededFuture("done"))).outcome())
                .isEqualTo(Outcome.HANDLED);
        assertThat(handle2(Future.failedFuture("no"))).isEqualTo(Outcome.RETRIED);
    }

    private Outcome handle2(Object answer) {
        SaltBus other = fixture.bus(builder -> builder.service("other"));
        await(other.subscribe(new Answers(answer)));
        fixture.publish(bus, 2);
        Settled first = fixture.next();
        Settled second = fixture.next();
        return first.queue().startsWith("other") ? first.outcome() : second.outcome();
    }

    @Test
    void aCompletionStageIsWaitedFor() {
        var stage = new CompletableFuture<String>();
        await(bus.subscribe(new Answers(stage)));
        fixture.publish(bus, 1);
        fixture.turns();
        assertThat(fixture.settled).isEmpty();

        stage.completeExceptionally(new IllegalStateException("late"));

        assertThat(fixture.expect(Outcome.RETRIED).cause()).hasMessage("late");
    }

    @Test
    void aValueMeansHandled() {
        assertThat(handle(new Answers("text")).outcome()).isEqualTo(Outcome.HANDLED);
        assertThat(handle2(null)).as("null where no future was promised").isEqualTo(Outcome.HANDLED);
    }

    @Test
    void aSettlementDecides() {
        assertThat(handle(new Answers(Settlement.deadLetter(new IllegalStateException("never"))))
                        .outcome())
                .isEqualTo(Outcome.DEAD_LETTERED);
        assertThat(handle2(CompletableFuture.completedStage(Settlement.retry(new IllegalStateException("later")))))
                .isEqualTo(Outcome.RETRIED);
    }

    @Test
    void nothingMeansHandledUnlessItThrows() {
        Settled end = handle(new Object() {
            @Subscribe(name = "void")
            void read(Note note) {
                throw new IllegalStateException("thrown as it is");
            }
        });

        assertThat(end.outcome()).isEqualTo(Outcome.RETRIED);
        assertThat(end.cause()).isExactlyInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPromisedStageMustNotBeNull() {
        assertThat(handle(new Object() {
                            @Subscribe(name = "stage")
                            CompletionStage<Void> read(Note note) {
                                return null;
                            }
                        })
                        .cause())
                .isInstanceOf(DeliveryException.NoAnswer.class);
    }

    @Test
    void theEnvelopeComesAlong() {
        handle(new Object() {
            @Subscribe(name = "with-envelope")
            void read(Note note, Envelope envelope) {
                seen.add(envelope.topic());
                seen.add(envelope.service());
            }
        });

        assertThat(seen).containsExactly("note.written", "test");
    }

    @Test
    void severalPatternsGiveEachEventOnce() {
        await(bus.subscribe(new Object() {
            @Subscribe(
                    value = {"order.*", "#", "note.written"},
                    name = "all")
            void read(EventView event) {
                seen.add(event.topic());
            }
        }));
        fixture.publish(bus, 1);
        await(bus.publish(new Order(1, "Rome", List.of())));
        fixture.turns();

        assertThat(seen).containsExactly("note.written", "order.created");
        assertThat(bus.subscriptions().get(0).patterns())
                .extracting(TopicPattern::text)
                .containsExactly("order.*", "#", "note.written");
    }

    @Test
    void aSmallerRecordTakesWhatItNeedsAndItsOwnDefaults() {
        await(bus.subscribe(new Object() {
            @Subscribe(value = "order.*", name = "small")
            void read(OrderView order) {
                seen.add(order);
            }
        }));
        await(bus.publish(new Order(7, "Rome", List.of("bread"))));
        fixture.expect(Outcome.HANDLED);

        assertThat(seen).containsExactly(new OrderView(7, "normal"));
    }

    @Test
    void aBatchMethodTakesListsOfBoth() {
        await(bus.subscribe(new Object() {
            @Subscribe(name = "batch")
            @Batch(size = 2, maxWait = "5s")
            void read(List<Note> notes, List<Envelope> envelopes) {
                seen.addAll(notes);
                seen.add(envelopes.size());
            }
        }));
        fixture.publish(bus, 1, 2, 3);
        fixture.advance(Duration.ofSeconds(5));

        assertThat(seen).containsExactly(new Note(1), new Note(2), 2, new Note(3), 1);
    }

    @Test
    void theOptionsOfTheAnnotationHold() {
        await(bus.subscribe(new Object() {
            @Subscribe(
                    name = "options",
                    maxRetries = 1,
                    backoff = @Backoff(initial = "3s", jitter = 0),
                    timeLimit = "4s",
                    softTimeLimit = "2s",
                    dontRetryOn = IllegalStateException.class)
            Future<Void> read(Note note) {
                return note.number() == 1
                        ? io.vertx.core.Promise.<Void>promise().future()
                        : Future.failedFuture(new IllegalStateException());
            }
        }));
        fixture.publish(bus, 1);
        fixture.advance(Duration.ofSeconds(2));
        assertThat(fixture.softLimits).containsExactly("options");
        fixture.advance(Duration.ofSeconds(2));
        fixture.expect(Outcome.RETRIED);
        fixture.advance(Duration.ofSeconds(3));
        fixture.advance(Duration.ofSeconds(4));
        fixture.expect(Outcome.DEAD_LETTERED);

        fixture.publish(bus, 2);
        fixture.expect(Outcome.DEAD_LETTERED);
    }
}
