package io.saltbus.core.transport;

import io.vertx.core.Vertx;

/** Makes transports for the addresses of one scheme. Found by {@link java.util.ServiceLoader}. */
public interface TransportFactory {
    /** Whether this factory knows addresses like this one: text, because {@code memory:} and lists of hosts are no URIs. */
    boolean accepts(String address);

    /** How its addresses begin, for the error about one that nobody knows: such as {@code memory:}, or several with commas between. */
    String schemes();

    /**
     * Makes a transport; nothing is connected yet.
     *
     * @param vertx where it runs
     * @param address the broker
     * @param settings what all transports are told
     * @throws IllegalArgumentException where the address holds a setting that it cannot use, naming it
     */
    Transport create(Vertx vertx, String address, TransportSettings settings);
}
