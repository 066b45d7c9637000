package io.saltbus.testkit.tck;

import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.core.transport.memory.MemoryTransport;
import java.util.EnumSet;
import java.util.Set;

class MemoryTransportTckTest extends TransportTck {
    @Override
    protected Transport create(TransportSettings settings) {
        return MemoryTransport.at(vertx(), "memory:tck?capacity=" + capacity(), settings);
    }

    @Override
    protected Set<Guarantee> guarantees() {
        return EnumSet.complementOf(EnumSet.of(Guarantee.RECOVERY));
    }

    // room for what the tests of the contract publish at once, most of which are not about room
    @Override
    protected int capacity() {
        return 3_000;
    }
}
