package io.saltbus.rabbitmq;

import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.testkit.fault.FaultProxy;
import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.WithServices;
import io.saltbus.testkit.tck.Guarantee;
import io.saltbus.testkit.tck.Outage;
import io.saltbus.testkit.tck.TransportTck;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of transports on a real broker, reached through a proxy that cuts connections. */
@WithServices
class RabbitTransportTckIT extends TransportTck {
    private static BrokerService broker;
    private static FaultProxy proxy;

    @BeforeAll
    static void reach(BrokerService shared) {
        broker = shared;
        proxy = FaultProxy.to(shared);
    }

    @AfterAll
    static void closeProxy() {
        proxy.close();
    }

    @Override
    protected Transport create(TransportSettings settings) {
        return SeededFault.NONE.transport(vertx(), proxy.through(broker.url()), settings);
    }

    /**
     * All but two: a queue of RabbitMQ has no limit unless somebody sets one, and a quorum queue without a delivery limit takes what is
     * requeued at its tail.
     */
    static Set<Guarantee> promised() {
        return EnumSet.complementOf(EnumSet.of(Guarantee.BOUNDED, Guarantee.RELEASES_TO_HEAD));
    }

    @Override
    protected Set<Guarantee> guarantees() {
        return promised();
    }

    @Override
    protected Outage outage() {
        return new BrokerOutage(broker, proxy);
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }
}
