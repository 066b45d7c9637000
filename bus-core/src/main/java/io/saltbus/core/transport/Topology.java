package io.saltbus.core.transport;

import com.google.errorprone.annotations.CheckReturnValue;
import io.vertx.core.Future;

/**
 * What the broker must hold for a bus, and what it holds: exchanges, queues and bindings. The bus declares what it needs by itself; this is
 * for operators and deployment tools that want to look first, or have to change something.
 *
 * <p>Safe for use from any thread, once the transport is connected. A start that failed on a conflict leaves the transport connected, so
 * that the conflict can be looked at and cured here.
 */
@CheckReturnValue
public interface Topology {
    /**
     * Compares, and changes nothing.
     *
     * @return everything that the bus needs, with the state it is in, and what belongs to the service without being needed
     */
    Future<TopologyPlan> plan();

    /**
     * Makes what is missing. What is in conflict and what is no longer needed stays as it is.
     *
     * @return the plan afterwards
     */
    Future<TopologyPlan> apply();

    /**
     * Makes a queue that exists with other arguments anew, and keeps its messages: while it runs they wait in a second queue. Every
     * consumer of the queue must be stopped. Where it is interrupted, no message is lost, some may arrive twice, and calling it again
     * finishes it.
     *
     * @param queue the queue's name
     * @return the plan afterwards; fails with {@link io.saltbus.core.failure.ConfigurationException} where it cannot be done safely, saying
     *     why
     */
    Future<TopologyPlan> migrate(String queue);

    /**
     * Removes what belongs to the service and is no longer needed: bindings, and queues that are empty and have no consumer.
     *
     * @return the plan afterwards; what could not be removed is still in it, with the reason
     */
    Future<TopologyPlan> prune();
}
