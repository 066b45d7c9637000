package io.saltbus.core.transport.memory;

import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.transport.Topology;
import io.saltbus.core.transport.TopologyItem;
import io.saltbus.core.transport.TopologyPlan;
import io.vertx.core.Future;

/** What is in the broker of this process: every queue is as it was declared, and goes with the process. */
record MemoryTopology(String address, Broker broker) implements Topology {
    @Override
    public Future<TopologyPlan> plan() {
        return Future.succeededFuture(new TopologyPlan(broker.queueNames().stream()
                .map(name -> TopologyItem.of(TopologyItem.Kind.QUEUE, name, TopologyItem.State.PRESENT))
                .toList()));
    }

    @Override
    public Future<TopologyPlan> apply() {
        return plan();
    }

    @Override
    public Future<TopologyPlan> migrate(String queue) {
        return Future.failedFuture(
                new ConfigurationException(
                        "queue " + queue + " of " + address
                                + " cannot be migrated: queues in memory live as long as the process. Give the subscription another name"));
    }

    @Override
    public Future<TopologyPlan> prune() {
        return plan();
    }
}
