package io.saltbus.core.internal.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.api.trace.Span;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.extension.Request;
import io.saltbus.core.extension.RequestOptions;
import io.saltbus.core.failure.BusException;
import io.saltbus.core.internal.context.DeliveryScope;
import io.saltbus.core.internal.json.PayloadCodec;
import io.saltbus.core.internal.observe.Tracing;
import io.saltbus.core.observe.BusObserver;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.publish.PublishException;
import io.saltbus.core.publish.PublishOptions;
import io.saltbus.core.publish.PublishOutcome;
import io.saltbus.core.schema.PayloadException;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.Violation;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Makes a validated message of an event and hands it to the transport. Safe for use from any thread. */
public final class Publisher {
    private final String service;
    private final Transport transport;
    private final PayloadCodec codec;
    private final Scheduler scheduler;
    private final BusObserver observer;
    private final Tracing tracing;
    private final MessageIds ids;
    private final AtomicLong sequence = new AtomicLong();

    /** @param service who publishes */
    public Publisher(
            String service,
            Transport transport,
            PayloadCodec codec,
            Scheduler scheduler,
            BusObserver observer,
            Tracing tracing) {
        this.service = service;
        this.transport = transport;
        this.codec = codec;
        this.scheduler = scheduler;
        this.observer = observer;
        this.tracing = tracing;
        this.ids = new MessageIds(scheduler);
    }

    /**
     * What is published.
     *
     * @param topic the event's topic
     * @param version its schema's version
     * @param mode who receives it
     * @param schema what its payload must look like
     */
    public record Kind(String topic, Version version, EventMode mode, Schema schema) {}

    /**
     * Publishes one event.
     *
     * @param payload the event as JSON; its defaults are filled in here
     */
    public Future<Confirmed> publish(Kind kind, ObjectNode payload, PublishOptions options) {
        Duration delay = delay(options);
        Buffer body;
        try {
            body = validated(kind, payload);
        } catch (PayloadException invalid) {
            return Future.failedFuture(invalid);
        }
        DeliveryScope scope = DeliveryScope.current();
        Span span = tracing.publishing(kind.topic(), scope);
        Envelope envelope = envelope(kind, ids.next(), options, scope, span).build();
        long start = scheduler.nanoTime();
        return transport
                .publish(new Outgoing(new Message(envelope, body), delay, options.expiresAfter()))
                .compose(confirmed -> checkRouted(confirmed, kind.topic(), options))
                .onComplete(
                        confirmed -> tell(envelope, body, confirmed, span, start, null),
                        failure ->
                                tell(envelope, body, new PublishOutcome.Failed(known(failure)), span, start, failure))
                .recover(failure -> Future.failedFuture(known(failure)));
    }

    /**
     * Makes a request, which is sent by itself.
     *
     * @param payload the request as JSON; its defaults are filled in here
     * @throws PayloadException where it breaks its schema
     */
    public Request request(Kind kind, ObjectNode payload, RequestOptions options) {
        Buffer body = validated(kind, payload);
        DeliveryScope scope = DeliveryScope.current();
        Span span = tracing.calling(kind.topic(), scope);
        String id = options.callId() == null ? ids.next() : options.callId();
        Envelope envelope = envelope(kind, id, options.publish(), scope, span)
                .attempt(options.attempt())
                .reply(options.replyTo(), options.timeout())
                .build();
        return new SentRequest(new Outgoing(new Message(envelope, body), null, options.timeout()), span);
    }

    /** A request on its way; its span lasts until the answer. */
    private final class SentRequest implements Request {
        private final Outgoing outgoing;
        private final Span span;

        private SentRequest(Outgoing outgoing, Span span) {
            this.outgoing = outgoing;
            this.span = span;
        }

        @Override
        public Envelope envelope() {
            return outgoing.message().envelope();
        }

        @Override
        public Future<Confirmed> send() {
            return send(outgoing);
        }

        @Override
        public Future<Confirmed> sendAgain(int attempt, Duration left) {
            Envelope again = envelope().toBuilder()
                    .attempt(attempt)
                    .reply(envelope().replyTo(), left)
                    .build();
            return send(new Outgoing(outgoing.message().withEnvelope(again), null, left));
        }

        private Future<Confirmed> send(Outgoing now) {
            long start = scheduler.nanoTime();
            return transport
                    .publish(now)
                    .onComplete(
                            confirmed -> tell(now.message(), confirmed, start),
                            failure -> tell(now.message(), new PublishOutcome.Failed(known(failure)), start))
                    .recover(failure -> Future.failedFuture(known(failure)));
        }

        private void tell(Message sent, PublishOutcome outcome, long start) {
            observer.published(
                    sent.envelope(), sent.body().length(), outcome, Duration.ofNanos(scheduler.nanoTime() - start));
        }

        @Override
        public void ended(@Nullable Throwable failure) {
            Tracing.sent(span, envelope().messageId(), failure);
        }
    }

    private Buffer validated(Kind kind, ObjectNode payload) {
        kind.schema().applyDefaults(payload);
        List<Violation> violations = kind.schema().validate(payload);
        if (!violations.isEmpty()) {
            throw new PayloadException.Invalid(kind.topic() + " " + kind.version(), violations);
        }
        return codec.encode(payload);
    }

    private Envelope.Builder envelope(
            Kind kind, String id, PublishOptions options, @Nullable DeliveryScope scope, Span span) {
        Envelope cause = options.causedBy() != null || scope == null ? options.causedBy() : scope.envelope();
        Envelope.Builder envelope = Envelope.builder(
                        id, kind.topic(), service, scheduler.now().truncatedTo(ChronoUnit.MILLIS))
                .version(kind.version())
                .mode(kind.mode())
                .sequence(sequence.incrementAndGet())
                .priority(options.priority())
                .key(options.key())
                .headers(options.headers())
                .correlationId(correlation(options, cause))
                .causationId(cause == null ? null : cause.messageId());
        tracing.inject(span, envelope);
        return envelope;
    }

    // the first message of a conversation has no correlation id; what follows from it carries its message id
    private static @Nullable String correlation(PublishOptions options, @Nullable Envelope cause) {
        if (options.correlationId() != null || cause == null) {
            return options.correlationId();
        }
        return cause.correlationId() != null ? cause.correlationId() : cause.messageId();
    }

    private @Nullable Duration delay(PublishOptions options) {
        if (options.at() == null) {
            return options.delay();
        }
        Duration until = Duration.between(scheduler.now(), options.at());
        if (until.compareTo(PublishOptions.MAX_DELAY) > 0) {
            throw new IllegalArgumentException(
                    "at must be within " + PublishOptions.MAX_DELAY.toDays() + " days from now, was " + options.at());
        }
        return until.isNegative() ? Duration.ZERO : until;
    }

    private static Future<Confirmed> checkRouted(Confirmed confirmed, String topic, PublishOptions options) {
        return confirmed.routed() || !options.subscriberRequired()
                ? Future.succeededFuture(confirmed)
                : Future.failedFuture(new PublishException.Unroutable(topic));
    }

    private static BusException known(Throwable failure) {
        return failure instanceof BusException expected
                ? expected
                : new PublishException.Rejected(
                        "the transport failed: " + failure.getClass().getName(), failure);
    }

    private void tell(
            Envelope envelope,
            Buffer body,
            PublishOutcome outcome,
            Span span,
            long start,
            @Nullable Throwable failure) {
        Tracing.sent(span, envelope.messageId(), failure);
        observer.published(envelope, body.length(), outcome, Duration.ofNanos(scheduler.nanoTime() - start));
    }
}
