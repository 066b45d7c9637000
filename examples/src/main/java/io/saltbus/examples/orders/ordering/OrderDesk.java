package io.saltbus.examples.orders.ordering;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.publish.Confirmed;
import io.vertx.core.Future;

/**
 * Takes orders, and tells the world of them.
 *
 * @param bus the service's own
 */
public record OrderDesk(SaltBus bus) {
    /** Starts the service. */
    public static Future<OrderDesk> start(SaltBusBuilder builder) {
        SaltBus bus = builder.event(OrderCreated.class).build();
        return bus.start().map(started -> new OrderDesk(bus));
    }

    /** Places an order; completes when the broker has it. */
    public Future<Confirmed> place(OrderCreated order) {
        return bus.publish(order);
    }
}
