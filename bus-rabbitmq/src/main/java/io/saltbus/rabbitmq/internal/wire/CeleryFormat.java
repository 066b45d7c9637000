package io.saltbus.rabbitmq.internal.wire;

import com.rabbitmq.client.AMQP;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.subscribe.DeliveryException;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.vertx.core.buffer.Buffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The format of celery-salt: Celery's protocol 2 (form A), of which a task in headers is the sign, and a body of kombu without headers
 * (form B), which is only read. What Python has no place for is in {@code salt-*} headers, which it ignores.
 */
final class CeleryFormat implements MessageFormat {
    private static final String LAST_PART_OF_TASK = ".dispatch_event"; // of celery_salt, and of its forerunner
    private static final String UTF_8 = "utf-8";
    private static final int PERSISTENT = 2;

    private final WireSettings settings;
    private final EnvelopeReader envelopes;
    private final CeleryBody bodies;
    private final String client = UUID.randomUUID().toString();
    private final String origin;

    CeleryFormat(WireSettings settings, EnvelopeReader envelopes) {
        this.settings = settings;
        this.envelopes = envelopes;
        this.bodies = new CeleryBody(settings.payloadLimits());
        this.origin = "gen" + ProcessHandle.current().pid() + "@" + settings.service();
    }

    @Override
    public Encoded write(Outgoing outgoing) {
        Envelope envelope = outgoing.message().envelope();
        Duration delay = outgoing.delay() == null ? Duration.ZERO : outgoing.delay();
        Duration expires = outgoing.expiresAfter() == null ? null : delay.plus(outgoing.expiresAfter());
        // a call's time is counted by the broker alone: a worker whose clock is ahead would revoke it
        Duration told = envelope.mode() == EventMode.RPC ? null : expires;
        Map<String, Object> headers =
                CeleryHeaders.of(envelope, origin, settings.scheduler().now(), delay, told);
        headers.put(SaltHeader.PUBLISHED_AT, envelope.publishedAt().toEpochMilli());
        headers.put(SaltHeader.SERVICE, envelope.service());
        BusHeaders.write(envelope, headers);
        BusHeaders.writeReply(envelope, headers);
        PublisherHeaders.write(envelope.headers(), headers, name -> false);
        var properties = new AMQP.BasicProperties(
                "application/json",
                UTF_8,
                headers,
                PERSISTENT,
                envelope.priority(),
                HeaderSize.fitsProperty(envelope.messageId()) ? envelope.messageId() : null,
                client,
                expires == null ? null : Expiration.millis(expires),
                null,
                null,
                null,
                null,
                null,
                null);
        return new Encoded(
                properties, TaskWriter.write(envelope, outgoing.message().body().getBytes()));
    }

    @Override
    public boolean recognises(Source source) {
        return source.headers().all().containsKey(CeleryHeaders.TASK);
    }

    @Override
    public ReadMessage read(Source source) {
        HeaderReader headers = source.headers();
        String name = headers.text(CeleryHeaders.TASK);
        refuseContent(source);
        CeleryTask body = headers.fault() == null ? bodies.readProtocol2(source.body()) : CeleryTask.NONE;
        var task = new CeleryTask(
                name,
                headers.text(CeleryHeaders.ID),
                body.topic(),
                headers.number(CeleryHeaders.RETRIES, 0, 0, Integer.MAX_VALUE - 2),
                headers.text(CeleryHeaders.ETA),
                headers.text(CeleryHeaders.EXPIRES),
                body.argument(),
                body.fault());
        return read(source, task);
    }

    /** Reads what has no sign of any format: it may be form B. */
    ReadMessage readWithoutHeaders(Source source) {
        refuseContent(source);
        return read(source, source.headers().fault() == null ? bodies.readKombu(source.body()) : CeleryTask.NONE);
    }

    private static void refuseContent(Source source) {
        String refusal = Content.refusal(source.properties());
        if (refusal != null) {
            source.headers().refuse(refusal);
        } else if (source.headers().textIfAny(CeleryHeaders.COMPRESSION) != null) {
            source.headers().refuse("its body is compressed");
        }
    }

    private ReadMessage read(Source source, CeleryTask task) {
        HeaderReader headers = source.headers();
        refuse(headers, task);
        TaggedPayload payload = task.argument() == null || headers.fault() != null
                ? TaggedPayload.none(source.body())
                : bodies.untag(task.argument(), headers);
        String service = headers.textIfAny(SaltHeader.SERVICE);
        String from = service == null ? headers.textIfAny(CeleryHeaders.ORIGIN) : service;
        Envelope envelope = envelopes
                .begin(
                        source,
                        task.id(),
                        task.topic() == null || task.topic().isEmpty() ? source.routingKey() : task.topic(),
                        from == null ? EnvelopeReader.UNKNOWN_SERVICE : from,
                        (int) task.retries() + 1,
                        CeleryHeaders.NAMES)
                .version(version(payload.version(), headers))
                .mode(payload.rpc() ? EventMode.RPC : EventMode.BROADCAST)
                .correlationId(payload.correlationId())
                .causationId(headers.textIfAny(CeleryHeaders.PARENT_ID))
                .trace(payload.traceparent(), payload.tracestate())
                .reply(replyTo(payload, task, headers), EnvelopeReader.timeout(headers))
                .build();
        Instant eta = instant(task.eta(), CeleryHeaders.ETA, headers);
        Instant expires = instant(task.expires(), CeleryHeaders.EXPIRES, headers);
        Instant now = settings.scheduler().now();
        // a worker that tries again sends its task to all queues once more, with retries and a later eta
        boolean untried = !headers.all().containsKey(SaltHeader.ATTEMPT) && !source.reported();
        return new ReadMessage(
                new Message(envelope, Buffer.buffer(headers.fault() == null ? payload.bytes() : source.body())),
                untried && eta != null && eta.isAfter(now) ? eta : null,
                untried && expires != null && expires.isBefore(now) ? new DeliveryException.Expired(expires) : null);
    }

    // a bus says who waits. A worker keeps the result of every task that has an id and is not to be ignored, be it of
    // form B, for whoever looks for it
    private static @Nullable String replyTo(TaggedPayload payload, CeleryTask task, HeaderReader headers) {
        boolean unread =
                headers.fault() != null; // it may be a request, and then its caller waits for what is wrong with it
        if (!payload.rpc() && !unread) {
            return null;
        }
        String said = headers.text(SaltHeader.REPLY_TO);
        boolean ignored = Boolean.TRUE.equals(headers.all().get(CeleryHeaders.IGNORE_RESULT));
        boolean ofBus = said != null || headers.textIfAny(SaltHeader.SERVICE) != null;
        return ofBus || task.id() == null || ignored ? said : Envelope.CELERY;
    }

    private static void refuse(HeaderReader headers, CeleryTask task) {
        if (task.fault() != null) {
            headers.refuse(task.fault());
        } else if (task.name() != null && !task.name().endsWith(LAST_PART_OF_TASK)) {
            headers.refuse("it is a Celery task, but not " + CeleryHeaders.DISPATCH);
        } else if (task.topic() == null || task.topic().isEmpty()) {
            headers.refuse("it has no topic: the task's keyword arguments have no routing_key");
        } else if (task.argument() == null) {
            headers.refuse("the task has no argument, which would be the event");
        }
    }

    private static @Nullable Version version(@Nullable String text, HeaderReader headers) {
        try {
            return text == null ? null : Version.parse(text.startsWith("v") ? text : "v" + text);
        } catch (IllegalArgumentException noVersion) {
            headers.refuse("_tchu_meta.version must be a version such as v1, v1.2 or v1.2.3");
            return null;
        }
    }

    private static @Nullable Instant instant(@Nullable String text, String name, HeaderReader headers) {
        try {
            return text == null ? null : IsoTime.parse(text);
        } catch (DateTimeException noTime) {
            headers.refuse(name + " must be a time in ISO 8601");
            return null;
        }
    }
}
