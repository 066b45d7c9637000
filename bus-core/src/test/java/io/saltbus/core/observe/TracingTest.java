package io.saltbus.core.observe;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.saltbus.core.BusFixture;
import io.saltbus.core.Note;
import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.Event;
import io.saltbus.core.publish.PublishOptions;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TracingTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build();

    @Event("effect.seen")
    record Effect(int number) {}

    @AfterEach
    void close() {
        sdk.close();
    }

    private SaltBus bus(boolean traced) {
        SaltBus bus = fixture.bus(builder -> {
            builder.event(Note.class, Effect.class);
            return traced ? builder.openTelemetry(sdk) : builder;
        });
        await(bus.subscribe(
                Note.class,
                SubscribeOptions.named("causing"),
                (note, envelope) -> note.number() == 1
                        ? fixture.vertx.timer(1, TimeUnit.MILLISECONDS).compose(fired -> bus.publish(new Effect(1)))
                        : Future.failedFuture(new IllegalStateException("no"))));
        await(bus.subscribe(
                Effect.class, SubscribeOptions.named("effects"), (effect, envelope) -> Future.succeededFuture()));
        return bus;
    }

    private Map<String, SpanData> byName() {
        return spans.getFinishedSpanItems().stream().collect(Collectors.toMap(SpanData::getName, span -> span));
    }

    private static String attribute(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    @Test
    void oneTraceJoinsPublishHandlingAndWhatFollows() {
        SaltBus bus = bus(true);
        fixture.publish(bus, 1);
        fixture.expect(Outcome.HANDLED);
        fixture.expect(Outcome.HANDLED);
        fixture.turns();

        Map<String, SpanData> all = byName();
        assertThat(all)
                .containsOnlyKeys(
                        "send note.written", "process note.written", "send effect.seen", "process effect.seen");
        assertThat(all.values())
                .extracting(SpanData::getTraceId)
                .containsOnly(all.get("send note.written").getTraceId());
        assertThat(all.get("send note.written").getParentSpanContext().isValid())
                .isFalse();
        assertThat(all.get("process note.written").getParentSpanId())
                .isEqualTo(all.get("send note.written").getSpanId());
        assertThat(all.get("send effect.seen").getParentSpanId())
                .isEqualTo(all.get("process note.written").getSpanId());
        assertThat(all.get("process effect.seen").getParentSpanId())
                .isEqualTo(all.get("send effect.seen").getSpanId());
    }

    @Test
    void spansFollowTheMessagingConventions() {
        SaltBus bus = bus(true);
        await(bus.publish(new Effect(1)));
        String id = fixture.expect(Outcome.HANDLED).envelope().messageId();
        fixture.turns();
        SpanData send = byName().get("send effect.seen");
        SpanData process = byName().get("process effect.seen");

        assertThat(send.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(process.getKind()).isEqualTo(SpanKind.CONSUMER);
        for (SpanData span : new SpanData[] {send, process}) {
            assertThat(attribute(span, "messaging.system")).isEqualTo("memory");
            assertThat(attribute(span, "messaging.destination.name")).isEqualTo("effect.seen");
            assertThat(attribute(span, "messaging.message.id")).isEqualTo(id);
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        }
        assertThat(attribute(send, "messaging.operation.name")).isEqualTo("send");
        assertThat(attribute(send, "messaging.operation.type")).isEqualTo("send");
        assertThat(attribute(process, "messaging.operation.type")).isEqualTo("process");
        assertThat(attribute(process, "messaging.consumer.group.name")).isEqualTo("effects");
        assertThat(attribute(process, "saltbus.outcome")).isEqualTo("HANDLED");
    }

    @Test
    void aFailureMarksItsSpan() {
        SaltBus bus = bus(true);
        fixture.publish(bus, 2);
        fixture.expect(Outcome.RETRIED);
        BusFixture.failure(bus.publish("note.written", "v1", new io.vertx.core.json.JsonObject().put("number", "x")));
        fixture.turns();

        SpanData failed = byName().get("process note.written");
        assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attribute(failed, "error.type")).isEqualTo("java.lang.IllegalStateException");
        assertThat(attribute(failed, "saltbus.outcome")).isEqualTo("RETRIED");
    }

    @Test
    void aPublishThatFailsMarksItsSpan() {
        SaltBus bus = fixture.bus(builder -> builder.event(Note.class).openTelemetry(sdk));

        BusFixture.failure(bus.publish(new Note(1), PublishOptions.defaults().requireSubscriber()));

        assertThat(byName().get("send note.written").getStatus().getStatusCode())
                .isEqualTo(StatusCode.ERROR);
    }

    @Test
    void theUsersOwnSpanIsTheParent() {
        SaltBus bus = bus(true);
        var own = sdk.getTracer("user").spanBuilder("checkout").startSpan();
        try (Scope current = own.makeCurrent()) {
            assertThat(current).isNotNull();
            await(bus.publish(new Effect(1)));
        } finally {
            own.end();
        }
        Envelope envelope = fixture.expect(Outcome.HANDLED).envelope();

        assertThat(byName().get("send effect.seen").getParentSpanId())
                .isEqualTo(own.getSpanContext().getSpanId());
        assertThat(envelope.traceparent())
                .startsWith("00-" + own.getSpanContext().getTraceId() + "-"
                        + byName().get("send effect.seen").getSpanId());
    }

    @Test
    void withoutAnSdkATraceIsHandedOn() {
        bus(false);
        Envelope envelope = Envelope.builder("foreign", "note.written", "elsewhere", fixture.time.now())
                .version(io.saltbus.core.event.Version.parse("v1"))
                .trace(PARENT, "vendor=1")
                .build();
        await(fixture.transport.publish(
                new Outgoing(new Message(envelope, Buffer.buffer("{\"number\":1}")), null, null)));
        Envelope first = fixture.next().envelope();
        Envelope second = fixture.next().envelope();
        Envelope effect = first.topic().equals("effect.seen") ? first : second;

        assertThat(effect.traceparent()).isEqualTo(PARENT);
        assertThat(effect.tracestate()).isEqualTo("vendor=1");
    }

    @Test
    void withoutAnSdkNoTraceIsInvented() {
        SaltBus bus = bus(false);
        await(bus.publish(new Effect(1)));

        assertThat(fixture.expect(Outcome.HANDLED).envelope().traceparent()).isNull();
    }
}
