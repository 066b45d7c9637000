package io.saltbus.core.internal.observe;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.internal.context.DeliveryScope;
import io.saltbus.core.subscribe.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Spans by the messaging conventions of OpenTelemetry, and W3C trace context in the envelope. Without an SDK its spans record nothing but
 * still hand on the trace context that a message came with.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/">OpenTelemetry: messaging spans</a>
 */
public final class Tracing {
    private static final W3CTraceContextPropagator PROPAGATOR = W3CTraceContextPropagator.getInstance();
    private static final EnvelopeGetter GETTER = new EnvelopeGetter();

    private final Tracer tracer;
    private final String system;

    /**
     * @param openTelemetry makes the spans
     * @param system what carries the messages, such as {@code memory} or {@code rabbitmq}
     */
    public Tracing(OpenTelemetry openTelemetry, String system) {
        this.tracer = openTelemetry.getTracer("io.saltbus");
        this.system = system;
    }

    /** A span of sending a message, child of whatever runs now. */
    public Span publishing(String topic, @Nullable DeliveryScope scope) {
        return span("send", topic, SpanKind.PRODUCER).setParent(parent(scope)).startSpan();
    }

    /** A span of a call, from its request to its answer; child of whatever runs now. */
    public Span calling(String topic, @Nullable DeliveryScope scope) {
        return span("send", topic, SpanKind.CLIENT).setParent(parent(scope)).startSpan();
    }

    /** Puts a span's context into the envelope of the message it is about. */
    public void inject(Span span, Envelope.Builder envelope) {
        if (span.getSpanContext().isValid()) {
            Map<String, String> fields = new TreeMap<>();
            PROPAGATOR.inject(Context.root().with(span), fields, (carrier, name, value) -> fields.put(name, value));
            envelope.trace(fields.get("traceparent"), fields.get("tracestate"));
        }
    }

    /** Ends a span of sending. */
    public static void sent(Span span, String messageId, @Nullable Throwable failure) {
        span.setAttribute("messaging.message.id", messageId);
        end(span, failure);
    }

    /** A span of handling a message, child of its publisher's. */
    public Handling handling(Envelope envelope, String handler) {
        Context publisher = PROPAGATOR.extract(Context.root(), envelope, GETTER);
        SpanKind kind = envelope.replyTo() == null ? SpanKind.CONSUMER : SpanKind.SERVER;
        Span span = span("process", envelope.topic(), kind)
                .setParent(publisher)
                .setAttribute("messaging.message.id", envelope.messageId())
                .setAttribute("messaging.consumer.group.name", handler)
                .startSpan();
        return new Handling(span, publisher.with(span));
    }

    /**
     * The handling of one message.
     *
     * @param span its span
     * @param context what spans made inside take as their parent
     */
    public record Handling(Span span, Context context) {
        /** Ends it. */
        public void end(Outcome outcome, @Nullable Throwable cause) {
            span.setAttribute("saltbus.outcome", outcome.name());
            Tracing.end(span, cause);
        }
    }

    private io.opentelemetry.api.trace.SpanBuilder span(String operation, String topic, SpanKind kind) {
        return tracer.spanBuilder(operation + " " + topic)
                .setSpanKind(kind)
                .setAttribute("messaging.system", system)
                .setAttribute("messaging.operation.name", operation)
                .setAttribute("messaging.operation.type", operation)
                .setAttribute("messaging.destination.name", topic);
    }

    // the user's own current span comes first; after an asynchronous hop there is none, and the delivery's stands in
    private static Context parent(@Nullable DeliveryScope scope) {
        Context current = Context.current();
        return scope == null || Span.fromContext(current).getSpanContext().isValid() ? current : scope.trace();
    }

    private static void end(Span span, @Nullable Throwable failure) {
        if (failure != null) {
            span.setAttribute("error.type", failure.getClass().getName());
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    private static final class EnvelopeGetter implements TextMapGetter<Envelope> {
        @Override
        @SuppressWarnings("deprecation") // still abstract in the interface
        public Iterable<String> keys(Envelope envelope) {
            return List.of("traceparent", "tracestate");
        }

        @Override
        public @Nullable String get(@Nullable Envelope envelope, String key) {
            if (envelope == null) {
                return null;
            }
            return key.equals("traceparent")
                    ? envelope.traceparent()
                    : key.equals("tracestate") ? envelope.tracestate() : null;
        }
    }
}
