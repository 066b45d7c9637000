package io.saltbus.cli.internal.event;

import io.saltbus.cli.UsageException;
import io.saltbus.cli.internal.connect.BrokerAddress;
import io.saltbus.cli.internal.connect.Surroundings;
import io.saltbus.core.schema.PayloadLimits;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.TransportFactory;
import io.saltbus.core.transport.TransportSettings;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ServiceLoader;

/** Reaches brokers without a bus, for those who only look on. */
final class Brokers {
    private Brokers() {}

    /**
     * A transport to the broker that was named; nothing is contacted yet.
     *
     * @throws UsageException where nothing knows such addresses, or one is refused
     */
    static Transport open(Vertx vertx, BrokerAddress broker, Surroundings around, Duration timeout) {
        String url = broker.url(around, timeout);
        var settings = new TransportSettings(
                Scheduler.real(vertx), timeout, broker.service(), broker.format(), PayloadLimits.defaults());
        TransportFactory knowing = ServiceLoader.load(TransportFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.accepts(url))
                .findFirst()
                .orElseThrow(() -> new UsageException("no broker has an address like the one that was named. Accepted:"
                        + " amqp://user:password@host, amqps://..."));
        try {
            return knowing.create(vertx, url, settings);
        } catch (IllegalArgumentException refused) {
            throw new UsageException("the broker's address is refused: " + refused.getMessage(), refused);
        }
    }
}
