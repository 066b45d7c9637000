package io.saltbus.rabbitmq;

import io.saltbus.testkit.fault.Direction;
import io.saltbus.testkit.fault.FaultProxy;
import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.tck.Outage;

/**
 * Outages of a real broker.
 *
 * @param broker reached past the proxy
 * @param proxy what the transports of the test reach it through
 */
record BrokerOutage(BrokerService broker, FaultProxy proxy) implements Outage {
    @Override
    public void cutConnections() {
        proxy.cut();
    }

    @Override
    public void endConnections() {
        proxy.halfClose(Direction.TO_CLIENT);
    }

    @Override
    public void deleteQueue(String name) {
        new Operator(broker.url()).deleteQueue(name);
    }
}
