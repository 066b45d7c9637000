package io.saltbus.core.transport.memory;

import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.TransportFactory;
import io.saltbus.core.transport.TransportSettings;
import io.vertx.core.Vertx;

/**
 * Makes {@link MemoryTransport}s for {@code memory:NAME?capacity=100000}. The name chooses the broker within the Vertx, {@code default}
 * where it is left out; {@code capacity} is how many messages each queue holds.
 */
public final class MemoryTransportFactory implements TransportFactory {
    /** For {@link java.util.ServiceLoader}. */
    public MemoryTransportFactory() {}

    @Override
    public boolean accepts(String address) {
        return MemoryAddress.accepts(address);
    }

    @Override
    public String schemes() {
        return "memory:";
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException also where a broker of this name is there already with another capacity
     */
    @Override
    public Transport create(Vertx vertx, String address, TransportSettings settings) {
        return MemoryTransport.at(vertx, address, settings);
    }
}
