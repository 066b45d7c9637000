package io.saltbus.rabbitmq.internal.wire;

import com.rabbitmq.client.AMQP;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.failure.BusException;
import io.saltbus.core.publish.PublishException;
import io.saltbus.core.subscribe.DeliveryException;
import io.saltbus.core.transport.DeathReport;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.WireFormat;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The wire as it is: finds out which format a message has, and sends it again without changing what it does not own. */
public final class AmqpWire implements Wire {
    private static final String UNKNOWN_TOPIC = "unknown";

    private final WireSettings settings;
    private final MessageFormat nativeFormat;
    private final CeleryFormat celery;
    private final MessageFormat written;
    private final DeathHeaders deaths;

    /** @param settings what it is told */
    public AmqpWire(WireSettings settings) {
        this.settings = settings;
        var envelopes = new EnvelopeReader(settings.scheduler());
        this.nativeFormat = new NativeFormat(envelopes);
        this.celery = new CeleryFormat(settings, envelopes);
        this.written = settings.format() == WireFormat.CELERY ? celery : nativeFormat;
        this.deaths = new DeathHeaders(settings);
    }

    @Override
    public Encoded write(Outgoing outgoing) {
        Encoded encoded = written.write(outgoing);
        long bytes = HeaderSize.of(encoded.properties().getHeaders(), settings.maxHeaderBytes());
        if (bytes > settings.maxHeaderBytes()) {
            throw new PublishException.HeadersTooLarge("all headers together", bytes, settings.maxHeaderBytes());
        }
        return encoded;
    }

    @Override
    public boolean writesDelay() {
        return written == celery;
    }

    @Override
    public Arrival read(AMQP.BasicProperties properties, byte[] body, String routingKey) {
        var headers = new HeaderReader(properties.getHeaders());
        String display = headers.textIfAny(SaltHeader.DEATH_TOPIC);
        String key = display == null ? routingKey : display;
        var source = new Source(properties, headers, body, key.isEmpty() ? UNKNOWN_TOPIC : key);
        ReadMessage read;
        try {
            refuseHeaders(headers);
            read = read(source);
        } catch (
                RuntimeException
                        unforeseen) { // whatever a foreign message can do to a parser, it must not reach the channel
            headers.refuse(
                    "its envelope broke the reader (" + unforeseen.getClass().getName() + ")");
            read = new ReadMessage(unread(source), null, null);
        }
        String fault = headers.fault();
        BusException defect = fault == null ? read.defect() : new DeliveryException.Unreadable(fault);
        DeathReport report = deaths.read(source, read.message().envelope());
        return new Arrival(read.message(), defect, report, defect == null ? read.notBefore() : null, properties, body);
    }

    private ReadMessage read(Source source) {
        if (celery.recognises(source)) {
            return celery.read(source);
        }
        return nativeFormat.recognises(source) ? nativeFormat.read(source) : celery.readWithoutHeaders(source);
    }

    private Message unread(Source source) {
        String id = source.properties().getMessageId();
        Envelope envelope = Envelope.builder(
                        id == null ? UUID.randomUUID().toString() : id,
                        source.routingKey(),
                        EnvelopeReader.UNKNOWN_SERVICE,
                        settings.scheduler().now())
                .build();
        return new Message(envelope, Buffer.buffer(source.body()));
    }

    // what is refused here would have no room for the reasons of its retries
    private void refuseHeaders(HeaderReader headers) {
        if (headers.all().containsKey(UNREADABLE_HEADERS)) {
            headers.refuse(
                    "its headers hold more tables and lists inside each other than a client reads, and are lost");
        }
        int limit = settings.maxHeaderBytes();
        if (HeaderSize.of(headers.all(), limit) > limit) {
            long bytes = HeaderSize.exact(HeaderSize.kept(headers.all()));
            if (bytes > limit) {
                headers.refuse("its headers take " + bytes + " bytes, " + limit + " are allowed");
            }
        }
    }

    @Override
    public Encoded retry(Arrival arrival, Envelope envelope) {
        Map<String, Object> headers = HeaderSize.kept(arrival.properties().getHeaders());
        remember(arrival, headers);
        headers.remove(SaltHeader.ATTEMPT); // of an earlier life, where it was a dead letter before
        headers.remove(SaltHeader.FIRST_FAILED_AT);
        BusHeaders.writeAttempt(envelope, headers);
        if (headers.containsKey(CeleryHeaders.TASK)) {
            headers.put(CeleryHeaders.RETRIES, envelope.attempt() - 1);
        }
        return again(arrival.properties(), headers, arrival.body());
    }

    @Override
    public Encoded dead(Arrival arrival, DeathReport report) {
        Map<String, Object> headers = HeaderSize.kept(arrival.properties().getHeaders());
        if (arrival.defect() == null) {
            remember(arrival, headers);
        }
        deaths.write(report, arrival.message().envelope().topic(), headers);
        return again(arrival.properties(), headers, arrival.body());
    }

    // what a foreign message does not say was made up when it was read, and stays so from now on
    private static void remember(Arrival arrival, Map<String, Object> headers) {
        Envelope envelope = arrival.message().envelope();
        if (envelope.topic().equals(arrival.properties().getType())) { // no longer told by the routing key
            headers.putIfAbsent(SaltHeader.MODE, NativeFormat.mode(envelope.mode()));
        }
        headers.putIfAbsent(SaltHeader.PUBLISHED_AT, envelope.publishedAt().toEpochMilli());
        String id = envelope.messageId(); // each format looks for it elsewhere
        if (!id.equals(arrival.properties().getMessageId()) && !id.equals(text(headers.get(CeleryHeaders.ID)))) {
            headers.putIfAbsent(SaltHeader.MESSAGE_ID, id);
        }
    }

    private static @Nullable String text(@Nullable Object header) {
        return header == null ? null : header.toString();
    }

    // the broker refuses a user id that is not this connection's own; what was worth keeping is kept on disk from now
    // on
    private static Encoded again(AMQP.BasicProperties properties, Map<String, Object> headers, byte[] body) {
        return new Encoded(
                properties
                        .builder()
                        .headers(headers)
                        .deliveryMode(2)
                        .expiration(null)
                        .userId(null)
                        .clusterId(null)
                        .build(),
                body);
    }
}
