package io.saltbus.rabbitmq;

import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.TransportFactory;
import io.saltbus.core.transport.TransportSettings;
import io.vertx.core.Vertx;
import java.util.Locale;

/** Makes {@link RabbitTransport}s for {@code amqp://} and {@code amqps://} addresses, as {@link RabbitOptions#parse} reads them. */
public final class RabbitTransportFactory implements TransportFactory {
    /** For {@link java.util.ServiceLoader}. */
    public RabbitTransportFactory() {}

    @Override
    public boolean accepts(String address) {
        String scheme = address.toLowerCase(Locale.ROOT);
        return scheme.startsWith("amqp://") || scheme.startsWith("amqps://");
    }

    @Override
    public String schemes() {
        return "amqp://, amqps://";
    }

    @Override
    public Transport create(Vertx vertx, String address, TransportSettings settings) {
        return RabbitTransport.create(vertx, RabbitOptions.parse(address), settings);
    }
}
