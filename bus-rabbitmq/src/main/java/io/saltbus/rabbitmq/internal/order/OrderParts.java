package io.saltbus.rabbitmq.internal.order;

import io.saltbus.core.time.Scheduler;
import io.saltbus.rabbitmq.internal.connection.LoopConnection;
import io.saltbus.rabbitmq.internal.consume.ConsumeParts;
import io.saltbus.rabbitmq.internal.publish.Sender;
import io.saltbus.rabbitmq.internal.wire.Wire;
import java.time.Duration;

/**
 * What consumers of partitions work with; all of one loop.
 *
 * @param consuming what all consumers work with
 * @param rebalancing how often each looks whether it has more than its share: 5 s unless a test is in a hurry
 */
public record OrderParts(ConsumeParts consuming, Duration rebalancing) {
    /** How often shares are looked at. */
    public static final Duration REBALANCING = Duration.ofSeconds(5);

    LoopConnection connection() {
        return consuming.connection();
    }

    Sender sender() {
        return consuming.sender();
    }

    Wire wire() {
        return consuming.wire();
    }

    Scheduler scheduler() {
        return consuming.scheduler();
    }
}
