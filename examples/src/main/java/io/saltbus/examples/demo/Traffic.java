package io.saltbus.examples.demo;

import io.saltbus.core.publish.Confirmed;
import io.saltbus.examples.orders.OrderFlow;
import io.saltbus.examples.orders.ordering.OrderCreated;
import io.saltbus.examples.orders.ordering.OrderCreated.Item;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Customers: they order at a steady rate. Every tenth order has an article that inventory gets at its third try; every hundredth has one
 * that it never gets, and ends in the dead letters. All of it happens on one context.
 */
final class Traffic {
    private final Vertx vertx;
    private final Context context;
    private final OrderFlow flow;
    private final Set<Future<Confirmed>> unconfirmed = new HashSet<>();
    private final AtomicLong refused = new AtomicLong();
    private long timer;
    private long placed;

    private Traffic(Vertx vertx, OrderFlow flow) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.flow = flow;
    }

    /**
     * Begins.
     *
     * @param ordersPerSecond 1 to 1000
     */
    static Traffic start(Vertx vertx, OrderFlow flow, int ordersPerSecond) {
        var traffic = new Traffic(vertx, flow);
        traffic.context.runOnContext(
                turn -> traffic.timer = vertx.setPeriodic(1_000 / ordersPerSecond, tick -> traffic.placeNext()));
        return traffic;
    }

    /** Stops; completes when every order that was placed is confirmed or refused. */
    Future<Void> stop() {
        Promise<Void> ended = Promise.promise();
        context.runOnContext(turn -> {
            vertx.cancelTimer(timer);
            Future.join(List.copyOf(unconfirmed))
                    .<Void>mapEmpty()
                    .otherwiseEmpty() // refused orders are counted one by one
                    .onComplete(ended);
        });
        return ended.future();
    }

    /** Orders that the bus did not take; nothing was promised about them. */
    long refused() {
        return refused.get();
    }

    private void placeNext() {
        Future<Confirmed> placing = flow.place(order(++placed));
        unconfirmed.add(placing);
        placing.onFailure(failure -> refused.incrementAndGet())
                .onComplete(end -> context.runOnContext(turn -> unconfirmed.remove(placing)));
    }

    private static OrderCreated order(long number) {
        String sku = number % 100 == 5 ? "sold-out-lamp" : number % 10 == 2 ? "bulky-sofa" : "cushion";
        return new OrderCreated(
                "order-" + number,
                1 + number % 997,
                BigDecimal.valueOf(1_000 + number % 9_000, 2),
                List.of(new Item(sku, 1), new Item("candle", 1 + (int) (number % 5))));
    }
}
