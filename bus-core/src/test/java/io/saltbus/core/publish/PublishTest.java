package io.saltbus.core.publish;

import static io.saltbus.core.BusFixture.await;
import static io.saltbus.core.BusFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.BusFixture;
import io.saltbus.core.Note;
import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Default;
import io.saltbus.core.event.Event;
import io.saltbus.core.failure.BusException;
import io.saltbus.core.observe.BusObserver;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.schema.PayloadLimits;
import io.saltbus.core.schema.Violation;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.core.subscribe.Subscription;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PublishTest {
    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private final List<JsonObject> sent = new ArrayList<>();
    private final List<PublishOutcome> told = new ArrayList<>();
    private SaltBus bus;

    @Event("user.signup")
    record Signup(
            long userId,
            String email,
            @Default("web") String source,
            @Default("3") Integer level) {}

    @Event("shape.drawn")
    sealed interface Shape {}

    sealed interface Round extends Shape {}

    record Square(int side) implements Shape {}

    record Circle(int radius) implements Round {}

    record Measured(double value) {}

    @Event("measure.taken")
    record Measure(Measured measured) {}

    @BeforeEach
    void start() {
        bus = fixture.bus(builder -> builder.event(Note.class, Signup.class, Shape.class, Measure.class)
                .event("json.sent", "v1", new JsonObject("""
                                {"type":"object","required":["n"],"properties":
                                 {"n":{"type":"integer"},"tone":{"type":"string","default":"calm"}}}"""))
                .payloadLimits(PayloadLimits.defaults().withMaxBytes(300))
                .observer(new BusObserver() {
                    @Override
                    public void published(
                            io.saltbus.core.event.Envelope envelope, int bytes, PublishOutcome outcome, Duration took) {
                        told.add(outcome);
                    }
                }));
    }

    private Subscription listen() {
        return await(bus.subscribe("#", SubscribeOptions.named("listener"), (event, envelope) -> {
            sent.add(new JsonObject(event.node().toString()));
            return Future.succeededFuture();
        }));
    }

    @Test
    void everyViolationIsListedAndNothingIsSent() {
        listen();

        Throwable refused = failure(bus.publish(
                "user.signup", "v1", new JsonObject().put("user_id", "x").put("source", 5)));

        assertThat(refused)
                .isInstanceOfSatisfying(
                        PayloadException.Invalid.class,
                        invalid -> assertThat(invalid.violations())
                                .extracting(Violation::pointer, Violation::keyword)
                                .containsExactlyInAnyOrder(
                                        Tuple.tuple("/user_id", "type"),
                                        Tuple.tuple("/source", "type"),
                                        Tuple.tuple("/email", "required")));
        fixture.expectNothing();
        assertThat(sent).isEmpty();
    }

    @Test
    void aRecordIsCheckedToo() {
        assertThat(failure(bus.publish(new Signup(1, null, null, null))))
                .isInstanceOf(PayloadException.Invalid.class)
                .hasMessageContaining("user.signup v1 breaks its schema in 1 place")
                .hasMessageContaining("email");
    }

    @Test
    void whatIsNullOrLeftOutGetsItsDefault() {
        listen();
        await(bus.publish(new Signup(1, "a@b.c", null, null)));
        await(bus.publish(
                "user.signup", "v1", new JsonObject().put("user_id", 1).put("email", "a@b.c")));
        await(bus.publish(
                "user.signup",
                "v1",
                new JsonObject()
                        .put("user_id", 1)
                        .put("email", "a@b.c")
                        .putNull("source")
                        .put("level", 3)));
        await(bus.publish("json.sent", "v1", new JsonObject().put("n", 1).putNull("tone")));
        fixture.turns();

        var whole = new JsonObject()
                .put("user_id", 1)
                .put("email", "a@b.c")
                .put("source", "web")
                .put("level", 3);
        assertThat(sent)
                .containsExactly(
                        whole, whole, whole, new JsonObject().put("n", 1).put("tone", "calm"));
    }

    @Test
    void aJsonEventOfTheCallerIsNotChanged() {
        JsonObject mine = new JsonObject().put("n", 1);

        await(bus.publish("json.sent", "v1", mine));

        assertThat(mine).isEqualTo(new JsonObject().put("n", 1));
    }

    @Test
    void whatTheBusDoesNotKnowIsNotPublished() {
        assertThat(failure(bus.publish(new Measured(1))))
                .isInstanceOf(PublishException.UnknownEvent.class)
                .hasMessageContaining(Measured.class.getName())
                .hasMessageContaining("scan(");
        assertThat(failure(bus.publish("json.sent", "v2", new JsonObject())))
                .isInstanceOf(PublishException.UnknownEvent.class)
                .hasMessageContaining("json.sent v2");
    }

    @Test
    void whatAnotherServiceRegisteredMayBePublished() {
        SaltBus other = fixture.bus(builder -> builder.service("other"));

        assertThat(await(other.publish("note.written", "v1", new JsonObject().put("number", 1)))
                        .routed())
                .isFalse();
        assertThat(failure(other.publish("note.written", "v1", new JsonObject().put("number", "1"))))
                .isInstanceOf(PayloadException.Invalid.class);
    }

    @Test
    void aWrongTopicOrVersionThrowsAtOnce() {
        assertThatThrownBy(() -> bus.publish("order.*", "v1", new JsonObject()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("order.*");
        assertThatThrownBy(() -> bus.publish("order.created", "1st", new JsonObject()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1st");
    }

    @Test
    void whatIsTooLargeIsNotSent() {
        Throwable refused = failure(bus.publish(new Signup(1, "x".repeat(400), null, null)));

        assertThat(refused).isInstanceOfSatisfying(PayloadException.TooLarge.class, large -> {
            assertThat(large.maxBytes()).isEqualTo(300);
            assertThat(large.bytes()).isGreaterThan(400);
        });
    }

    @Test
    void whatJsonCannotSayFailsItsFuture() {
        assertThat(failure(bus.publish(new Measure(new Measured(Double.NaN)))))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining(Measure.class.getName());
    }

    @Test
    void theConfirmTellsWhetherAQueueTookIt() {
        assertThat(await(bus.publish(new Note(1))).routed()).isFalse();
        listen();

        Confirmed confirmed = await(bus.publish(new Note(2)));

        assertThat(confirmed.routed()).isTrue();
        assertThat(fixture.expect(Outcome.HANDLED).envelope().messageId()).isEqualTo(confirmed.messageId());
    }

    @Test
    void aRequiredSubscriberThatIsMissingFailsThePublish() {
        PublishOptions required = PublishOptions.defaults().requireSubscriber();
        assertThat(failure(bus.publish(new Note(1), required)))
                .isInstanceOfSatisfying(
                        PublishException.Unroutable.class,
                        missing -> assertThat(missing.retryable()).isTrue())
                .hasMessageContaining("nobody subscribes to note.written");
        listen();

        assertThat(await(bus.publish(new Note(1), required)).routed()).isTrue();
        assertThat(told).hasSize(2);
        assertThat(told.get(0)).isInstanceOf(PublishOutcome.Failed.class);
    }

    @Test
    void ofManyEventsEachHasItsOwnOutcome() {
        listen();

        List<PublishOutcome> outcomes = await(bus.publishAll(List.of(
                new Note(1),
                new Measured(1),
                new Signup(1, null, null, null),
                new Measure(new Measured(Double.NaN)),
                new Note(2))));

        assertThat(outcomes)
                .extracting(outcome -> outcome instanceof PublishOutcome.Failed failed
                        ? failed.cause().getClass().getSimpleName()
                        : "Confirmed")
                .containsExactly("Confirmed", "UnknownEvent", "Invalid", "Undecodable", "Confirmed");
        fixture.expect(Outcome.HANDLED);
        fixture.expect(Outcome.HANDLED);
        fixture.expectNothing();
    }

    @Test
    void aSealedTypeIsPublishedByItsRecordsAtAnyDepth() {
        var shapes = new ArrayList<Shape>();
        await(bus.subscribe(Shape.class, SubscribeOptions.named("shapes"), (shape, envelope) -> {
            shapes.add(shape);
            return Future.succeededFuture();
        }));

        await(bus.publish(new Square(2)));
        await(bus.publish(new Circle(3)));
        fixture.expect(Outcome.HANDLED);
        fixture.expect(Outcome.HANDLED);

        assertThat(shapes).containsExactly(new Square(2), new Circle(3));
    }

    @Test
    void eventsOfOneContextArriveInTheOrderOfTheCalls() {
        listen();
        var publishes = new ArrayList<Future<?>>();
        for (int number = 0; number < 50; number++) {
            publishes.add(bus.publish(new Note(number)));
        }
        await(Future.join(publishes));
        fixture.turns();

        assertThat(sent)
                .extracting(note -> note.getInteger("number"))
                .isSorted()
                .hasSize(50);
    }

    @Test
    void theFutureCompletesOnTheCallersContext() {
        var context = fixture.vertx.getOrCreateContext();

        Boolean same = await(Future.future(done -> context.runOnContext(turn -> bus.publish(new Note(1))
                .onComplete(confirmed -> done.complete(io.vertx.core.Vertx.currentContext() == context)))));

        assertThat(same).isTrue();
    }

    @Test
    void failuresSayWhetherToTryAgain() {
        assertThat((BusException) failure(bus.publish(new Measured(1)))).matches(failure -> !failure.retryable());
    }
}
