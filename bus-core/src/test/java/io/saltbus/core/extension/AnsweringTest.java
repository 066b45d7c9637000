package io.saltbus.core.extension;

import static io.saltbus.core.BusFixture.await;
import static io.saltbus.core.BusFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.saltbus.core.BusFixture;
import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.publish.PublishOptions;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.subscribe.DeliveryException;
import io.saltbus.core.subscribe.EventHandler;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.subscribe.Settlement;
import io.saltbus.core.subscribe.Subscribe;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.core.subscribe.Subscription;
import io.saltbus.core.subscribe.TimeLimits;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnsweringTest {
    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private final AskingExtension module = new AskingExtension();

    /** A request. */
    @Event(value = "rpc.ask", mode = EventMode.RPC)
    public record Ask(int number) {}

    @Test
    void whatAHandlerAnswersIsBroughtToItsCallerBeforeTheDeliveryEnds() {
        SaltBus bus = bus();
        Promise<Outcome> brought = Promise.promise();
        module.end = brought::future;
        respond(bus, (ask, envelope) -> Future.succeededFuture(Map.of("twice", ask.number() * 2)));

        await(module.ask(new Ask(21)));
        fixture.expectNothing();
        AskingExtension.Told told = told("answer");
        assertThat(told.what()).isEqualTo(Map.of("twice", 42));
        assertThat(told.request().redeliveries()).isZero();
        assertThat(told.request().envelope().replyTo()).isEqualTo("caller");

        brought.complete(Outcome.HANDLED);
        fixture.expect(Outcome.HANDLED);
        assertThat(fixture.transport.unsettled()).isZero();
    }

    @Test
    void aFailureIsToldInsteadOfTriedAgainOrKept() {
        SaltBus bus = bus();
        module.end = () -> Future.succeededFuture(Outcome.REFUSED);
        var cause = new IllegalStateException("no");
        respond(bus, (ask, envelope) -> Future.failedFuture(new CompletionException(cause)));

        await(module.ask(new Ask(1)));

        assertThat(fixture.expect(Outcome.REFUSED).cause()).isSameAs(cause);
        assertThat(told("fail").what()).isSameAs(cause);
        fixture.advance(Duration.ofHours(1));
        fixture.expectNothing();
        assertThat(module.told).isEmpty();
    }

    @Test
    void aSettlementIsNoAnswer() {
        SaltBus bus = bus();
        var cause = new IllegalStateException("never");
        respond(
                bus,
                (ask, envelope) ->
                        Future.succeededFuture(ask.number() == 0 ? Settlement.ack() : Settlement.deadLetter(cause)));

        await(module.ask(new Ask(0)));
        fixture.next();
        assertThat(told("answer").what()).isNull();

        await(module.ask(new Ask(1)));
        fixture.next();
        assertThat(told("fail").what()).isSameAs(cause);
    }

    @Test
    void aRequestThatBreaksItsSchemaIsRefusedAndNeverAdmitted() {
        SaltBus bus = bus();
        module.end = () -> Future.succeededFuture(Outcome.REFUSED);
        module.admission = request -> Future.succeededFuture(Optional.of(Outcome.TOO_LATE));
        respond(bus, (ask, envelope) -> Future.succeededFuture());

        sendRaw("{\"number\": \"many\"}", Duration.ofSeconds(10));

        assertThat(fixture.expect(Outcome.REFUSED).cause()).isInstanceOf(PayloadException.Invalid.class);
        assertThat(told("refuse").what()).isInstanceOf(PayloadException.Invalid.class);
    }

    @Test
    void aVersionThatIsNotServedIsRefusedWithItsName() {
        SaltBus bus = bus();
        module.end = () -> Future.succeededFuture(Outcome.REFUSED);
        await(bus.subscribe(new Object() {
            @Subscribe(version = "v1.2", name = "newer")
            Future<Map<String, Integer>> answer(Ask ask) {
                return Future.succeededFuture(Map.of());
            }
        }));

        sendRaw("{\"number\": 1}", Duration.ofSeconds(10));

        assertThat(fixture.expect(Outcome.REFUSED).cause())
                .isInstanceOf(DeliveryException.UnwantedVersion.class)
                .hasMessageContaining("rpc.ask v1 ");
    }

    @Test
    void aRequestThatIsNotAdmittedLeavesItsSlotToTheNext() {
        SaltBus bus = bus();
        module.admission = request -> Future.succeededFuture(
                request.envelope().sequence() == 1 ? Optional.of(Outcome.TOO_LATE) : Optional.empty());
        var calls = new CopyOnWriteArrayList<Integer>();
        respond(bus, options().withConcurrency(1), (ask, envelope) -> {
            calls.add(ask.number());
            return Future.succeededFuture(Map.of());
        });

        await(module.ask(new Ask(1)));
        await(module.ask(new Ask(2)));

        fixture.expect(Outcome.TOO_LATE);
        fixture.expect(Outcome.HANDLED);
        assertThat(calls).containsExactly(2);
        assertThat(bus.load().running()).isZero();
    }

    static Stream<Future<?>> brokenAnswers() {
        return Stream.of(null, Future.failedFuture(new IllegalStateException("broken on purpose")));
    }

    @ParameterizedTest
    @MethodSource("brokenAnswers")
    @SuppressWarnings("unchecked") // it never succeeds
    void aModuleThatIsBrokenHoldsUpNothing(Future<?> broken) {
        SaltBus bus = bus();
        respond(bus, options().withConcurrency(1), (ask, envelope) -> Future.succeededFuture(Map.of()));
        module.end = () -> (Future<Outcome>) broken;
        await(module.ask(new Ask(1)));
        fixture.expect(Outcome.UNANSWERED);

        module.admission = request -> (Future<Optional<Outcome>>) broken;
        await(module.ask(new Ask(2)));
        fixture.expect(Outcome.UNANSWERED);

        module.admission = request -> {
            throw new IllegalStateException("broken on purpose");
        };
        await(module.ask(new Ask(3)));
        fixture.expect(Outcome.UNANSWERED);
        assertThat(bus.load().running()).isZero();
        assertThat(fixture.transport.unsettled()).isZero();
    }

    @Test
    void aHandlerThatIsLateIsToldOnce() {
        SaltBus bus = bus();
        module.end = () -> Future.succeededFuture(Outcome.REFUSED);
        Promise<Object> late = Promise.promise();
        respond(
                bus,
                options().withTimeLimits(TimeLimits.hard(Duration.ofSeconds(5))),
                (ask, envelope) -> late.future());
        await(module.ask(new Ask(1)));

        fixture.advance(Duration.ofSeconds(5));
        fixture.expect(Outcome.REFUSED);
        assertThat(told("fail").what()).isInstanceOf(DeliveryException.TimeLimitExceeded.class);

        late.complete(Map.of());
        fixture.expectNothing();
        assertThat(module.told).isEmpty();
        assertThat(bus.load().running()).isZero();
    }

    @Test
    void closingWaitsForTheAnswer() {
        SaltBus bus = bus();
        Promise<Outcome> brought = Promise.promise();
        module.end = brought::future;
        respond(bus, (ask, envelope) -> Future.succeededFuture(Map.of()));
        await(module.ask(new Ask(1)));
        fixture.turns();

        Future<Void> closed = bus.close();
        fixture.turns();
        assertThat(closed.isComplete()).isFalse();

        brought.complete(Outcome.HANDLED);
        await(closed);
        fixture.expect(Outcome.HANDLED);
    }

    @Test
    void whatWaitsForASlotGoesBackUntoldWhenItsResponderPauses() {
        SaltBus bus = bus();
        Promise<Object> first = Promise.promise();
        Subscription subscription = respond(bus, options().withConcurrency(1), (ask, envelope) -> first.future());
        await(module.ask(new Ask(1)));
        await(module.ask(new Ask(2)));
        fixture.turns();

        await(subscription.pause());
        fixture.expect(Outcome.RELEASED);
        assertThat(module.told).isEmpty();

        first.complete(Map.of());
        fixture.expect(Outcome.HANDLED);
        await(subscription.resume());
        fixture.expect(Outcome.HANDLED);
    }

    @Test
    void aHandlerKnowsHowLongItsCallerStillWaits() {
        SaltBus bus = bus();
        var remaining = new CopyOnWriteArrayList<Duration>();
        var own = new CompletableFuture<Context>();
        Promise<Object> answer = Promise.promise();
        respond(bus, (ask, envelope) -> {
            remaining.add(module.services.requests().remaining());
            own.complete(Vertx.currentContext());
            return answer.future();
        });
        await(module.ask(new Ask(1)));
        fixture.advance(Duration.ofSeconds(4));
        own.orTimeout(10, TimeUnit.SECONDS).join().runOnContext(later -> {
            remaining.add(module.services.requests().remaining());
            answer.complete(Map.of());
        });

        fixture.expect(Outcome.HANDLED);
        assertThat(remaining).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(6));
        assertThat(module.services.requests().remaining()).isNull();
        assertThat(told("answer").request().deadlineNanos())
                .isEqualTo(Duration.ofSeconds(10).toNanos());
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE})
    void aTimeoutThatNobodyCanWaitForIsNoReasonToFail(long millis) {
        SaltBus bus = bus();
        respond(bus, (ask, envelope) -> Future.succeededFuture(Map.of()));

        sendRaw("{\"number\": 1}", Duration.ofMillis(millis));

        fixture.expect(Outcome.HANDLED);
        assertThat(told("answer").request().deadlineNanos()).isEqualTo(millis > 0 ? null : Long.valueOf(0));
    }

    @Test
    void interceptorsSeeCallsAndMayAnswerThem() {
        var seen = new AtomicInteger();
        SaltBus bus =
                fixture.bus(builder -> builder.event(Ask.class).with(module).interceptor((delivery, next) -> {
                    seen.incrementAndGet();
                    return ((Ask) delivery.event()).number() == 0
                            ? Future.succeededFuture(Map.of("by", "interceptor"))
                            : next.proceed();
                }));
        respond(bus, (ask, envelope) -> Future.succeededFuture(Map.of("by", "handler")));

        await(module.ask(new Ask(0)));
        fixture.expect(Outcome.HANDLED);
        await(module.ask(new Ask(1)));
        fixture.expect(Outcome.HANDLED);

        assertThat(seen).hasValue(2);
        assertThat(told("answer").what()).isEqualTo(Map.of("by", "interceptor"));
        assertThat(told("answer").what()).isEqualTo(Map.of("by", "handler"));
    }

    @Test
    void aCallAndItsHandlingAreOneTraceAndBothEnd() {
        InMemorySpanExporter spans = InMemorySpanExporter.create();
        var provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                .build();
        try (var sdk = OpenTelemetrySdk.builder().setTracerProvider(provider).build()) {
            SaltBus bus =
                    fixture.bus(builder -> builder.event(Ask.class).with(module).openTelemetry(sdk));
            respond(bus, (ask, envelope) -> Future.succeededFuture(Map.of()));
            var options = new RequestOptions(null, 1, "caller", Duration.ofSeconds(10), PublishOptions.defaults());
            Request request = module.services.requests().make(new Ask(1), options);
            await(request.send());
            fixture.expect(Outcome.HANDLED);
            request.ended(null);

            assertThat(spans.getFinishedSpanItems())
                    .extracting(SpanData::getKind)
                    .containsExactly(SpanKind.SERVER, SpanKind.CLIENT);
            SpanData server = spans.getFinishedSpanItems().get(0);
            SpanData client = spans.getFinishedSpanItems().get(1);
            assertThat(server.getParentSpanId()).isEqualTo(client.getSpanId());
            assertThat(server.getTraceId()).isEqualTo(client.getTraceId());
        }
    }

    @Test
    void withoutAModuleThatAnswersTheHandlerIsRefused() {
        SaltBus bus = fixture.bus(builder -> builder.event(Ask.class));

        assertThat(failure(bus.subscribe(Ask.class, options(), (ask, envelope) -> Future.succeededFuture())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("io.saltbus:bus-rpc");
        assertThat(bus.subscriptions()).isEmpty();
    }

    @Test
    void aHandlerThatCannotBeAnsweredForIsNotSubscribedAndMayBeLater() {
        SaltBus bus = bus();
        module.readiness = () -> {
            throw new ConfigurationException("not ready on purpose");
        };
        assertThat(failure(bus.subscribe(Ask.class, options(), (ask, envelope) -> Future.succeededFuture())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("not ready on purpose");
        assertThat(bus.subscriptions()).isEmpty();

        module.readiness = Future::succeededFuture;
        respond(bus, (ask, envelope) -> Future.succeededFuture(Map.of()));
        await(module.ask(new Ask(1)));
        fixture.expect(Outcome.HANDLED);
    }

    @Test
    void twoHandlersOfOneTopicAreRefused() {
        SaltBus bus = bus();
        respond(bus, (ask, envelope) -> Future.succeededFuture(Map.of()));

        assertThatThrownBy(() -> bus.subscribe(
                                Ask.class, SubscribeOptions.named("other"), (ask, envelope) -> Future.succeededFuture())
                        .result())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("two handlers answer rpc.ask");
    }

    private SaltBus bus() {
        return fixture.bus(builder -> builder.event(Ask.class).with(module));
    }

    private static SubscribeOptions options() {
        return SubscribeOptions.named("asked");
    }

    private static Subscription respond(SaltBus bus, EventHandler<Ask> handler) {
        return respond(bus, options(), handler);
    }

    private static Subscription respond(SaltBus bus, SubscribeOptions options, EventHandler<Ask> handler) {
        return await(bus.subscribe(Ask.class, options, handler));
    }

    private void sendRaw(String body, Duration timeout) {
        Envelope envelope = Envelope.builder("raw", "rpc.ask", "elsewhere", fixture.time.now())
                .version(Version.parse("v1"))
                .mode(EventMode.RPC)
                .reply("caller", timeout)
                .build();
        await(fixture.transport.publish(new Outgoing(new Message(envelope, Buffer.buffer(body)), null, null)));
    }

    private AskingExtension.Told told(String step) {
        AskingExtension.Told next = module.told.poll();
        assertThat(next).as("what the module was told").isNotNull();
        assertThat(next.step()).isEqualTo(step);
        return next;
    }
}
