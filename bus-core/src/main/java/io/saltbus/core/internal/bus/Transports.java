package io.saltbus.core.internal.bus;

import io.saltbus.core.config.MaskedUrl;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.TransportFactory;
import io.saltbus.core.transport.TransportSettings;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds the transport for a broker's address among those on the class path. */
public final class Transports {
    private Transports() {}

    /**
     * Makes a transport.
     *
     * @throws ConfigurationException where nothing here knows addresses of its scheme, or what the address asks for is refused
     */
    public static Transport create(Vertx vertx, String address, TransportSettings settings) {
        List<TransportFactory> known = ServiceLoader.load(TransportFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        TransportFactory knowing = known.stream()
                .filter(factory -> factory.accepts(address))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("no transport on the class path knows addresses like "
                        + (address.isBlank() ? "a blank text" : MaskedUrl.of(address)) + cure(address, known)));
        try {
            return knowing.create(vertx, address, settings);
        } catch (IllegalArgumentException refused) {
            throw new ConfigurationException("broker " + MaskedUrl.of(address) + ": " + refused.getMessage(), refused);
        }
    }

    /** A module that is missing is the likeliest cause where the address itself is sound. */
    private static String cure(String address, List<TransportFactory> known) {
        boolean needsRabbit = address.matches("(?i)amqps?://.*");
        String accepted = known.stream().map(TransportFactory::schemes).sorted().collect(Collectors.joining(", "));
        return needsRabbit ? ": add io.saltbus:bus-rabbitmq to the dependencies" : ". Accepted here: " + accepted;
    }
}
