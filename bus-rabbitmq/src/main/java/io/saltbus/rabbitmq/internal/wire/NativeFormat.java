package io.saltbus.rabbitmq.internal.wire;

import com.rabbitmq.client.AMQP;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bus's own format: the body is the payload, all else is in properties and {@code salt-*} headers. */
final class NativeFormat implements MessageFormat {
    private static final String JSON = "application/json";
    private static final String RPC = "rpc";
    private static final String BROADCAST = "broadcast";
    private static final int TRANSIENT = 1;
    private static final int PERSISTENT = 2;
    private static final int HEADERS_AT_LEAST = 24;

    private final EnvelopeReader envelopes;

    NativeFormat(EnvelopeReader envelopes) {
        this.envelopes = envelopes;
    }

    @Override
    @SuppressWarnings("JavaUtilDate") // amqp-client speaks it
    public Encoded write(Outgoing outgoing) {
        Envelope envelope = outgoing.message().envelope();
        Map<String, Object> headers = new HashMap<>(HEADERS_AT_LEAST);
        long publishedAt = envelope.publishedAt().toEpochMilli();
        headers.put(SaltHeader.PUBLISHED_AT, publishedAt);
        headers.put(SaltHeader.MODE, mode(envelope.mode()));
        put(
                headers,
                SaltHeader.VERSION,
                envelope.version() == null ? null : envelope.version().toString());
        put(headers, SaltHeader.CAUSATION_ID, envelope.causationId());
        put(headers, SaltHeader.TRACEPARENT, envelope.traceparent());
        put(headers, SaltHeader.TRACESTATE, envelope.tracestate());
        BusHeaders.write(envelope, headers);
        BusHeaders.writeReply(envelope, headers);
        PublisherHeaders.write(envelope.headers(), headers, PublisherHeaders::plain);
        var properties = new AMQP.BasicProperties(
                JSON,
                null,
                headers,
                deliveryMode(envelope.mode()),
                envelope.priority(),
                HeaderSize.inProperty(envelope.correlationId(), SaltHeader.CORRELATION_ID, headers),
                null,
                expiration(outgoing),
                HeaderSize.inProperty(envelope.messageId(), SaltHeader.MESSAGE_ID, headers),
                new Date(publishedAt),
                HeaderSize.inProperty(envelope.topic(), SaltHeader.TOPIC, headers),
                null,
                HeaderSize.inProperty(envelope.service(), SaltHeader.SERVICE, headers),
                null);
        return new Encoded(properties, outgoing.message().body().getBytes());
    }

    // a request that outlived its broker would be answered to nobody
    private static int deliveryMode(EventMode mode) {
        return mode == EventMode.RPC ? TRANSIENT : PERSISTENT;
    }

    private static @Nullable String expiration(Outgoing outgoing) {
        Duration timeToLive = outgoing.expiresAfter();
        return timeToLive == null ? null : Expiration.millis(timeToLive);
    }

    private static void put(Map<String, Object> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    // a foreign publisher's type may be anything; it is a topic where the message was routed by it
    @Override
    public boolean recognises(Source source) {
        return source.headers().all().containsKey(SaltHeader.MODE)
                || source.routingKey().equals(source.properties().getType());
    }

    @Override
    public ReadMessage read(Source source) {
        AMQP.BasicProperties properties = source.properties();
        HeaderReader headers = source.headers();
        String topic = either(properties.getType(), SaltHeader.TOPIC, headers);
        if (topic == null || topic.isEmpty()) {
            headers.refuse("it has no topic: property type is missing");
        }
        String refusal = Content.refusal(properties);
        if (refusal != null) {
            headers.refuse(refusal);
        }
        String service = either(properties.getAppId(), SaltHeader.SERVICE, headers);
        Envelope envelope = envelopes
                .begin(
                        source,
                        properties.getMessageId(),
                        topic == null || topic.isEmpty() ? source.routingKey() : topic,
                        service == null ? EnvelopeReader.UNKNOWN_SERVICE : service,
                        1,
                        Set.of())
                .version(headers.version(SaltHeader.VERSION))
                .mode(mode(headers))
                .correlationId(either(properties.getCorrelationId(), SaltHeader.CORRELATION_ID, headers))
                .causationId(headers.text(SaltHeader.CAUSATION_ID))
                .reply(headers.text(SaltHeader.REPLY_TO), EnvelopeReader.timeout(headers))
                .trace(headers.textIfAny(SaltHeader.TRACEPARENT), headers.textIfAny(SaltHeader.TRACESTATE))
                .build();
        return new ReadMessage(new Message(envelope, Buffer.buffer(source.body())), null, null);
    }

    private static @Nullable String either(@Nullable String property, String header, HeaderReader headers) {
        return property != null ? property : headers.text(header);
    }

    static String mode(EventMode mode) {
        return mode == EventMode.RPC ? RPC : BROADCAST;
    }

    private static EventMode mode(HeaderReader headers) {
        String mode = headers.text(SaltHeader.MODE);
        if (mode == null) {
            return EventMode.BROADCAST;
        }
        return switch (mode.toLowerCase(Locale.ROOT)) {
            case RPC -> EventMode.RPC;
            case BROADCAST -> EventMode.BROADCAST;
            default -> {
                headers.refuse("header " + SaltHeader.MODE + " must be broadcast or rpc");
                yield EventMode.BROADCAST;
            }
        };
    }
}
