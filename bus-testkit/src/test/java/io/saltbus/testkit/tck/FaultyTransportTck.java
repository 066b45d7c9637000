package io.saltbus.testkit.tck;

import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.core.transport.memory.MemoryTransport;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The contract against a transport that is wrong on purpose; run by {@link TransportTckTest} only. */
class FaultyTransportTck extends TransportTck {
    /** What is wrong with it; null for nothing. */
    static @Nullable Fault fault;

    @Override
    protected Transport create(TransportSettings settings) {
        var good = MemoryTransport.at(vertx(), "memory:faulty?capacity=" + capacity(), settings);
        return fault == null ? good : new FaultyTransport(good, fault);
    }

    @Override
    protected Set<Guarantee> guarantees() {
        return EnumSet.complementOf(EnumSet.of(Guarantee.RECOVERY));
    }

    @Override
    protected int capacity() {
        return 600;
    }

    @Override
    protected Duration patience() {
        return fault == null ? super.patience() : Duration.ofSeconds(1);
    }
}
