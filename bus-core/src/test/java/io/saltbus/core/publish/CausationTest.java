package io.saltbus.core.publish;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.BusFixture;
import io.saltbus.core.Note;
import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.Event;
import io.saltbus.core.subscribe.BatchOptions;
import io.saltbus.core.subscribe.EventHandler;
import io.saltbus.core.subscribe.Execution;
import io.saltbus.core.subscribe.OnUnknownSchema;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CausationTest {
    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private final BlockingQueue<Envelope> effects = new LinkedBlockingQueue<>();
    private SaltBus bus;

    @Event("effect.seen")
    record Effect(int number) {}

    @BeforeEach
    void start() {
        bus = fixture.bus(builder -> builder.event(Note.class, Effect.class));
        await(bus.subscribe("effect.*", SubscribeOptions.named("effects"), (event, envelope) -> {
            effects.add(envelope);
            return Future.succeededFuture();
        }));
    }

    private Future<Confirmed> publishEffect() {
        return bus.publish(new Effect(1));
    }

    private Envelope effectOf(Execution execution, EventHandler<Note> handler) throws InterruptedException {
        await(bus.subscribe(Note.class, SubscribeOptions.named("causing").withExecution(execution), handler));
        return effect();
    }

    private String cause;

    private Envelope effect() throws InterruptedException {
        cause = await(bus.publish(new Note(1))).messageId();
        Envelope effect = effects.poll(10, TimeUnit.SECONDS);
        assertThat(effect).as("no effect was published").isNotNull();
        return effect;
    }

    private void assertCaused(Envelope effect) {
        assertThat(effect.causationId()).isEqualTo(cause);
        assertThat(effect.correlationId())
                .as("a conversation begins with its first message")
                .isEqualTo(cause);
    }

    @Test
    void whatAHandlerPublishesIsCausedByItsMessage() throws InterruptedException {
        assertCaused(effectOf(Execution.CONTEXT, (note, envelope) -> publishEffect()));
    }

    @Test
    void itIsKeptAcrossATimer() throws InterruptedException {
        assertCaused(effectOf(
                Execution.CONTEXT,
                (note, envelope) ->
                        fixture.vertx.timer(1, TimeUnit.MILLISECONDS).compose(fired -> publishEffect())));
    }

    @Test
    void itIsKeptInExecuteBlockingAndAfterIt() throws InterruptedException {
        assertCaused(effectOf(
                Execution.CONTEXT, (note, envelope) -> fixture.vertx.executeBlocking(() -> await(publishEffect()))));
        assertThat(effects).isEmpty();
    }

    @Test
    void itIsKeptAfterExecuteBlocking() throws InterruptedException {
        assertCaused(effectOf(
                Execution.CONTEXT,
                (note, envelope) -> fixture.vertx.executeBlocking(() -> 1).compose(done -> publishEffect())));
    }

    @Test
    void itIsKnownOnAWorker() throws InterruptedException {
        assertCaused(effectOf(Execution.WORKER, (note, envelope) -> publishEffect()));
    }

    @Test
    void itIsKnownOnAVirtualThread() throws InterruptedException {
        Execution execution = Execution.virtualThreadsAvailable() ? Execution.VIRTUAL_THREAD : Execution.WORKER;

        assertCaused(
                effectOf(execution, (note, envelope) -> Future.succeededFuture().compose(next -> publishEffect())));
    }

    @Test
    void itIsKeptAcrossAStageThatIsBridgedToTheContext() throws InterruptedException {
        assertCaused(effectOf(
                Execution.CONTEXT,
                (note, envelope) -> Future.fromCompletionStage(
                                CompletableFuture.supplyAsync(() -> 1), fixture.vertx.getOrCreateContext())
                        .compose(done -> publishEffect())));
    }

    @Test
    void onAForeignThreadTheHandlerNamesTheCause() throws InterruptedException {
        Envelope lost = effectOf(
                Execution.CONTEXT,
                (note, envelope) ->
                        Future.fromCompletionStage(CompletableFuture.supplyAsync(() -> await(publishEffect()))));
        assertThat(lost.causationId()).isNull();
        Envelope named = Envelope.builder("message-7", "note.written", "test", fixture.time.now())
                .correlationId("talk-7")
                .build();

        await(bus.publish(new Effect(2), PublishOptions.defaults().withCausedBy(named)));

        Envelope effect = effects.poll(10, TimeUnit.SECONDS);
        assertThat(effect.causationId()).isEqualTo("message-7");
        assertThat(effect.correlationId()).isEqualTo("talk-7");
    }

    @Test
    void aConversationKeepsItsId() throws InterruptedException {
        await(bus.subscribe(Note.class, SubscribeOptions.named("causing"), (note, envelope) -> publishEffect()));
        String first = await(bus.publish(new Note(1), PublishOptions.defaults().withCorrelationId("talk")))
                .messageId();

        Envelope effect = effects.poll(10, TimeUnit.SECONDS);

        assertThat(effect.causationId()).isEqualTo(first);
        assertThat(effect.correlationId()).isEqualTo("talk");
    }

    @Test
    void deliveriesThatRunTogetherDoNotMixTheirCauses() throws InterruptedException {
        await(bus.subscribe(
                Note.class,
                SubscribeOptions.named("causing"),
                (note, envelope) -> fixture.vertx
                        .timer(1 + note.number() % 3, TimeUnit.MILLISECONDS)
                        .compose(fired -> bus.publish(
                                new Effect(note.number()),
                                PublishOptions.defaults().withHeader("expected", envelope.messageId())))));
        fixture.publish(bus, 1, 2, 3, 4, 5, 6, 7, 8, 9);

        for (int number = 1; number <= 9; number++) {
            Envelope effect = effects.poll(10, TimeUnit.SECONDS);
            assertThat(effect.causationId()).isEqualTo(effect.headers().get("expected"));
        }
    }

    @Test
    void nothingOutsideAHandlerIsCaused() throws InterruptedException {
        await(publishEffect());

        assertThat(effects.poll(10, TimeUnit.SECONDS).causationId()).isNull();
    }

    @Test
    void aBatchOfSeveralCausesNothingByItself() throws InterruptedException {
        await(bus.subscribeBatch(
                "note.*",
                Note.class,
                SubscribeOptions.named("batch"),
                new BatchOptions(2, Duration.ofSeconds(1)),
                (notes, envelopes) -> bus.publish(new Effect(1))
                        .compose(sent -> bus.publish(
                                new Effect(2), PublishOptions.defaults().withCausedBy(envelopes.get(1))))));
        fixture.publish(bus, 1, 2);

        Envelope first = effects.poll(10, TimeUnit.SECONDS);
        Envelope second = effects.poll(10, TimeUnit.SECONDS);
        assertThat(first.causationId()).isNull();
        List<String> handled = List.of(fixture.next(), fixture.next(), fixture.next(), fixture.next()).stream()
                .filter(end -> end.handler().equals("batch") && end.outcome() == Outcome.HANDLED)
                .map(end -> end.envelope().messageId())
                .toList();
        assertThat(second.causationId()).isEqualTo(handled.get(1));
    }

    @Test
    void aSubscriptionMadeByAHandlerBelongsToNoDelivery() throws InterruptedException {
        await(bus.subscribe(
                Note.class,
                SubscribeOptions.named("subscribing"),
                (note, envelope) -> bus.subscribe(
                        "late.*",
                        SubscribeOptions.named("late").withOnUnknownSchema(OnUnknownSchema.ACCEPT),
                        (event, theirs) -> publishEffect())));
        fixture.publish(bus, 1);
        fixture.expect(Outcome.HANDLED);

        String late = fixture.publishRaw("late.come", "v1", "{}");

        assertThat(effects.poll(10, TimeUnit.SECONDS).causationId()).isEqualTo(late);
    }
}
