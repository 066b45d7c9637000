package io.saltbus.core.subscribe;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.BusFixture;
import io.saltbus.core.Note;
import io.saltbus.core.SaltBus;
import io.saltbus.core.SwitchedRegistry;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventView;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.observe.Settled;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.schema.PayloadLimits;
import io.saltbus.core.schema.Violation;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.DeathReport;
import io.saltbus.core.transport.QueueSpec;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BadMessageTest {
    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private final List<Integer> seen = new ArrayList<>();

    @Event("pair.made")
    record Pair(int left, String right) {}

    private SaltBus bus(OnUnknownSchema unknown) {
        SaltBus bus = fixture.bus(builder -> builder.event(Note.class, Pair.class)
                .payloadLimits(PayloadLimits.defaults().withMaxDepth(5).withMaxBytes(200)));
        await(bus.subscribe(
                "note.#",
                Note.class,
                SubscribeOptions.named("strict").withOnUnknownSchema(unknown),
                (note, envelope) -> {
                    seen.add(note.number());
                    return Future.succeededFuture();
                }));
        return bus;
    }

    private DeathReport dies(String body) {
        SaltBus bus = bus(OnUnknownSchema.WAIT);
        fixture.publishRaw("note.written", "v1", body);
        fixture.expect(Outcome.DEAD_LETTERED);
        fixture.publish(bus, 7);
        fixture.expect(Outcome.HANDLED);
        assertThat(seen).as("the queue goes on").containsExactly(7);
        DeathReport report = fixture.deadLetters("strict").get(0).report();
        assertThat(report.attempts()).isZero();
        assertThat(report.stackTrace()).isEmpty();
        return report;
    }

    @Test
    void bytesThatAreNoJsonDie() {
        DeathReport report = dies("{\"number\":");

        assertThat(report.errorType()).isEqualTo(PayloadException.Undecodable.class.getName());
        assertThat(report.errorMessage()).isNotEmpty();
    }

    @Test
    void whatIsNoObjectDies() {
        assertThat(dies("[1,2]").errorMessage()).contains("must be a JSON object");
    }

    @Test
    void whatIsTooDeepDies() {
        assertThat(dies("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}").errorType())
                .isEqualTo(PayloadException.Undecodable.class.getName());
    }

    @Test
    void whatIsTooLargeDies() {
        assertThat(dies("{\"number\":1,\"more\":\"" + "x".repeat(200) + "\"}").errorType())
                .isEqualTo(PayloadException.TooLarge.class.getName());
    }

    @Test
    void whatBreaksItsSchemaDiesWithEveryViolation() {
        SaltBus bus = bus(OnUnknownSchema.WAIT);
        await(bus.subscribe(Pair.class, SubscribeOptions.named("pairs"), (pair, envelope) -> Future.succeededFuture()));
        fixture.publishRaw("pair.made", "v1", "{\"left\":\"secret\",\"right\":5}");

        fixture.expect(Outcome.DEAD_LETTERED);

        DeathReport report = fixture.deadLetters("pairs").get(0).report();
        assertThat(report.violations())
                .extracting(Violation::pointer, Violation::keyword)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("/left", "type"),
                        org.assertj.core.groups.Tuple.tuple("/right", "type"));
        assertThat(report.errorMessage()).doesNotContain("secret");
        assertThat(report.attempts()).isZero();
    }

    @Test
    void aMessageOfAnUnknownVersionWaitsWithoutLosingAnAttempt() {
        bus(OnUnknownSchema.WAIT);
        fixture.publishRaw("note.written", "v2", "{\"number\":1}");
        for (int time = 0; time < 5; time++) {
            Settled end = fixture.expect(Outcome.WAITS_FOR_SCHEMA);
            assertThat(end.envelope().attempt()).isEqualTo(1);
            assertThat(end.cause()).hasMessageContaining("no schema is known for note.written v2");
            fixture.advance(Duration.ofSeconds(5));
        }
        fixture.expect(Outcome.WAITS_FOR_SCHEMA);

        fixture.bus(builder -> builder.service("publisher").event(NoteV2.class));
        fixture.advance(Duration.ofSeconds(5));

        assertThat(fixture.expect(Outcome.HANDLED).envelope().attempt()).isEqualTo(1);
        assertThat(seen).containsExactly(1);
    }

    @Event(value = "note.written", version = "v2")
    record NoteV2(int number) {}

    @Test
    void aMessageOfAnUnknownVersionIsAcceptedWhereThatIsAsked() {
        bus(OnUnknownSchema.ACCEPT);

        fixture.publishRaw("note.written", "v2", "{\"number\":1,\"more\":true}");

        fixture.expect(Outcome.HANDLED);
        assertThat(seen).containsExactly(1);
    }

    @Test
    void whatIsAcceptedMustStillBeReadable() {
        bus(OnUnknownSchema.ACCEPT);

        fixture.publishRaw("note.written", "v2", "{\"number\":\"abc\"}");

        assertThat(fixture.expect(Outcome.DEAD_LETTERED).cause()).isInstanceOf(PayloadException.Unbindable.class);
    }

    @Test
    void aMessageOfAnUnknownVersionDiesWhereThatIsAsked() {
        bus(OnUnknownSchema.DEAD_LETTER);

        fixture.publishRaw("note.written", "v2", "{\"number\":1}");

        fixture.expect(Outcome.DEAD_LETTERED);
        DeathReport report = fixture.deadLetters("strict").get(0).report();
        assertThat(report.errorType()).isEqualTo(DeliveryException.UnknownSchema.class.getName());
        assertThat(report.attempts()).isZero();
    }

    @Test
    void aMessageWithoutAVersionIsReadByTheNewestSchema() {
        bus(OnUnknownSchema.DEAD_LETTER);

        fixture.publishRaw("note.written", null, "{\"number\":\"x\"}");
        fixture.expect(Outcome.DEAD_LETTERED);
        fixture.publishRaw("note.written", null, "{\"number\":3}");
        fixture.expect(Outcome.HANDLED);
        fixture.publishRaw("note.lost", null, "{\"number\":3}");

        assertThat(fixture.expect(Outcome.DEAD_LETTERED).cause()).hasMessageContaining("note.lost (no version)");
    }

    @Test
    void aRegistryThatFailsMakesARetryAndNoLoss() {
        var registry = new SwitchedRegistry();
        registry.away = false;
        SaltBus bus = fixture.bus(builder -> builder.registry(registry));
        await(bus.subscribe("note.#", SubscribeOptions.named("view"), (view, envelope) -> Future.succeededFuture()));

        fixture.publishRaw("note.written", "v1", "{\"number\":1}");

        assertThat(fixture.expect(Outcome.RETRIED).cause()).hasMessage("the registry is away");
    }

    @Test
    void aMessageThatKillsItsConsumersDiesItself() {
        QueueSpec queue = QueueSpec.of("test.poison", List.of(TopicPattern.of("note.#")));
        await(fixture.transport.connect());
        await(fixture.transport.declare(queue));
        fixture.publishRaw("note.written", "v1", "{\"number\":1}");
        for (int crash = 0; crash < 3; crash++) {
            var consumer = await(fixture.transport.consume(
                    queue, new ConsumeOptions(fixture.vertx.getOrCreateContext(), 1, 0), delivery -> {}));
            fixture.turns();
            await(consumer.close());
        }
        SaltBus bus = fixture.bus(builder -> builder.event(Note.class));

        await(bus.subscribe(
                "note.#",
                EventView.class,
                SubscribeOptions.named("poison").withMaxRedeliveries(2),
                (view, envelope) -> Future.succeededFuture()));

        assertThat(fixture.expect(Outcome.DEAD_LETTERED).cause())
                .isInstanceOf(DeliveryException.Poisoned.class)
                .hasMessageContaining("3 times")
                .hasMessageContaining("2 are allowed");
    }

    @Test
    void aMessageThatFitsNoPatternAnyMoreIsDone() {
        QueueSpec old = QueueSpec.of("test.narrow", List.of(TopicPattern.of("note.#")));
        await(fixture.transport.connect());
        await(fixture.transport.declare(old));
        fixture.publishRaw("note.other", "v1", "{\"number\":1}");
        SaltBus bus = fixture.bus(builder -> builder.event(Note.class));

        await(bus.subscribe(
                Note.class, SubscribeOptions.named("narrow"), (note, envelope) -> Future.succeededFuture()));

        fixture.expect(Outcome.STALE_BINDING);
        assertThat(fixture.transport.depth("test.narrow")).isZero();
        assertThat(fixture.deadLetters("narrow")).isEmpty();
    }
}
