package io.saltbus.rabbitmq;

import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.testkit.fault.FaultProxy;
import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.tck.Guarantee;
import io.saltbus.testkit.tck.Outage;
import io.saltbus.testkit.tck.TransportTck;
import java.time.Duration;
import java.util.Set;

/** The contract against a transport that is wrong on purpose; run by {@link SeededFaultIT} only. */
class SeededTck extends TransportTck {
    static SeededFault fault = SeededFault.NONE;
    static BrokerService broker;
    static FaultProxy proxy;

    @Override
    protected Transport create(TransportSettings settings) {
        return fault.transport(vertx(), proxy.through(broker.url()), settings);
    }

    @Override
    protected Set<Guarantee> guarantees() {
        return RabbitTransportTckIT.promised();
    }

    @Override
    protected Outage outage() {
        return new BrokerOutage(broker, proxy);
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(fault == SeededFault.NONE ? 30 : 8);
    }
}
