package io.saltbus.rabbitmq.internal.topology;

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

/** Reads what the tests of this package send, and writes the reason of a death into one header. */
final class PlainWire implements Wire {
    @Override
    public Encoded write(Outgoing outgoing) {
        throw new UnsupportedOperationException("the ladder sends on what it holds, or buries it");
    }

    @Override
    public boolean writesDelay() {
        return false;
    }

    @Override
    public Arrival read(AMQP.BasicProperties properties, byte[] body, String routingKey) {
        var envelope = Envelope.builder(properties.getMessageId(), "order.created", "test", Instant.EPOCH)
                .build();
        return new Arrival(new Message(envelope, Buffer.buffer(body)), null, null, null, properties, body);
    }

    @Override
    public Encoded retry(Arrival arrival, Envelope envelope) {
        throw new UnsupportedOperationException("the ladder sends on what it holds, or buries it");
    }

    @Override
    public Encoded dead(Arrival arrival, DeathReport report) {
        var headers = new HashMap<String, Object>();
        headers.put("reason", report.errorType());
        return new Encoded(arrival.properties().builder().headers(headers).build(), arrival.body());
    }
}
