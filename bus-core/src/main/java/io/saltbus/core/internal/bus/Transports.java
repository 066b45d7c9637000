package io.saltbus.core.internal.bus;

import io.saltbus.core.config.MaskedUrl;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.TransportFactory;
import io.saltbus.core.transport.TransportSettings;
import io.vertx.core.Vertx;
import java.util.ServiceLoader;

/** Finds the transport for a broker's address among those on the class path. */
public final class Transports {
    private Transports() {}

    /**
     * Makes a transport.
     *
     * @throws ConfigurationException where nothing here knows addresses of its scheme, or what the address asks for is refused
     */
    public static Transport create(Vertx vertx, String address, TransportSettings settings) {
        TransportFactory knowing = ServiceLoader.load(TransportFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.accepts(address))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("no transport on the class path knows addresses like "
                        + (address.isBlank() ? "a blank text" : MaskedUrl.of(address)) + ". Accepted here: memory:"));
        try {
            return knowing.create(vertx, address, settings);
        } catch (IllegalArgumentException refused) {
            throw new ConfigurationException("broker " + MaskedUrl.of(address) + ": " + refused.getMessage(), refused);
        }
    }
}
