package io.saltbus.rabbitmq.internal.wire;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.impl.AMQImpl;
import com.rabbitmq.client.impl.Frame;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.schema.PayloadLimits;
import io.saltbus.core.time.VirtualScheduler;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.WireFormat;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A message's way through AMQP without a broker: its properties are written into a frame and read from it. */
final class Transit {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final Instant PUBLISHED = Instant.parse("2026-11-21T11:59:59.123Z");

    final VirtualScheduler time = new VirtualScheduler(NOW);
    final AmqpWire wire;

    Transit(WireFormat format) {
        this(format, WireSettings.DEFAULT_FRAME_BYTES);
    }

    Transit(WireFormat format, int maxFrameBytes) {
        wire = new AmqpWire(
                new WireSettings(format, "accounts", time, PayloadLimits.defaults(), maxFrameBytes, "saltbus.delay."));
    }

    static Outgoing outgoing(Envelope envelope, String body) {
        return new Outgoing(new Message(envelope, Buffer.buffer(body)), null, null);
    }

    static Outgoing outgoing(Envelope envelope, Duration delay, Duration expiresAfter) {
        return new Outgoing(new Message(envelope, Buffer.buffer("{}")), delay, expiresAfter);
    }

    static Envelope.Builder envelope() {
        return Envelope.builder("id-1", "order.created", "shop", PUBLISHED);
    }

    Arrival through(Outgoing outgoing) {
        return arrive(wire.write(outgoing), outgoing.message().envelope().topic());
    }

    Arrival arrive(Encoded encoded, String routingKey) {
        return wire.read(carried(encoded.properties()), encoded.body(), routingKey);
    }

    Arrival arrive(AMQP.BasicProperties properties, String body) {
        return arrive(new Encoded(properties, body.getBytes(StandardCharsets.UTF_8)), "order.created");
    }

    static AMQP.BasicProperties carried(AMQP.BasicProperties properties) {
        try {
            return (AMQP.BasicProperties)
                    AMQImpl.readContentHeaderFrom(frame(properties).getInputStream());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static int frameBytes(AMQP.BasicProperties properties) {
        return frame(properties).size();
    }

    private static Frame frame(AMQP.BasicProperties properties) {
        try {
            return properties.toFrame(1, 1);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static Map<String, Object> headers(Encoded encoded) {
        return new HashMap<>(carried(encoded.properties()).getHeaders());
    }

    static String text(Arrival arrival) {
        return arrival.message().body().toString(StandardCharsets.UTF_8);
    }
}
