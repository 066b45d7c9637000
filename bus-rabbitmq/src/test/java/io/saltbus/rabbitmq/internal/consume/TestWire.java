package io.saltbus.rabbitmq.internal.consume;

import com.rabbitmq.client.AMQP;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.transport.DeathReport;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.rabbitmq.internal.wire.Arrival;
import io.saltbus.rabbitmq.internal.wire.Encoded;
import io.saltbus.rabbitmq.internal.wire.Wire;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The id and the attempt, and a body that cannot be read where it says so. */
final class TestWire implements Wire {
    static final String UNREADABLE = "unreadable";

    @Override
    public Encoded write(Outgoing outgoing) {
        throw new UnsupportedOperationException("consumers write only what arrived");
    }

    @Override
    public boolean writesDelay() {
        return false;
    }

    @Override
    public Arrival read(AMQP.BasicProperties properties, byte[] body, String routingKey) {
        var text = Buffer.buffer(body);
        if (text.toString().equals(UNREADABLE)) {
            throw new IllegalStateException("thrown on purpose");
        }
        Map<String, Object> headers = properties.getHeaders() == null ? Map.of() : properties.getHeaders();
        Object attempt = headers.getOrDefault("attempt", 1);
        Object due = headers.get("due");
        var envelope = Envelope.builder(properties.getMessageId(), "t", "test", Instant.EPOCH)
                .attempt(((Number) attempt).intValue())
                .build();
        return new Arrival(
                new Message(envelope, text),
                null,
                null,
                due == null ? null : Instant.ofEpochMilli(((Number) due).longValue()),
                properties,
                body);
    }

    @Override
    public Encoded retry(Arrival arrival, Envelope envelope) {
        return with(arrival, Map.of("attempt", envelope.attempt()));
    }

    @Override
    public Encoded dead(Arrival arrival, DeathReport report) {
        return with(arrival, Map.of("error", report.errorType()));
    }

    private static Encoded with(Arrival arrival, Map<String, Object> more) {
        Map<String, Object> came = arrival.properties().getHeaders();
        var headers = came == null ? new HashMap<String, Object>() : new HashMap<>(came);
        headers.keySet().removeIf(name -> name.startsWith("x-"));
        headers.putAll(more);
        return new Encoded(arrival.properties().builder().headers(headers).build(), arrival.body());
    }
}
