package io.saltbus.core.internal.bus;

import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.TransportFactory;
import io.saltbus.core.transport.TransportSettings;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ServiceLoader;

/** Finds the transport for a broker's address among those on the class path. */
public final class Transports {
    private Transports() {}

    /**
     * Makes a transport.
     *
     * @throws ConfigurationException where the address is none, or nothing here knows its scheme
     */
    public static Transport create(Vertx vertx, String address, TransportSettings settings) {
        URI uri = parse(address);
        return ServiceLoader.load(TransportFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.accepts(uri))
                .findFirst()
                .orElseThrow(() ->
                        new ConfigurationException("no transport on the class path knows addresses that begin with \""
                                + uri.getScheme() + ":\". Accepted here: memory:"))
                .create(vertx, uri, settings);
    }

    // the cause is left out: its message quotes the address, which may hold a password
    private static URI parse(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException broken) {
            throw new ConfigurationException("the broker's address cannot be read: " + broken.getReason()
                    + " at character " + broken.getIndex());
        }
    }
}
