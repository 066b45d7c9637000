package io.saltbus.examples.orders;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.examples.orders.analytics.Tracker;
import io.saltbus.examples.orders.email.Postman;
import io.saltbus.examples.orders.inventory.StockKeeper;
import io.saltbus.examples.orders.ordering.OrderCreated;
import io.saltbus.examples.orders.ordering.OrderDesk;
import io.saltbus.examples.orders.payment.Cashier;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The five services of the order flow in one process. Each has a bus of its own, and none knows another's classes. */
public final class OrderFlow {
    private final OrderDesk orders;
    private final List<SaltBus> others;

    private OrderFlow(OrderDesk orders, List<SaltBus> others) {
        this.orders = orders;
        this.others = others;
    }

    /**
     * Starts all services; where one cannot start, the others are closed again.
     *
     * @param buses begins the bus of a service, given its name
     * @param says is told what the services do, in words; from several threads
     */
    public static Future<OrderFlow> start(Function<String, SaltBusBuilder> buses, Consumer<String> says) {
        return begin(() -> OrderDesk.start(buses.apply("orders")))
                .compose(orders -> startOthers(buses, says)
                        .map(others -> new OrderFlow(orders, others))
                        .recover(failure -> orders.bus().close().transform(closed -> Future.failedFuture(failure))));
    }

    private static Future<List<SaltBus>> startOthers(Function<String, SaltBusBuilder> buses, Consumer<String> says) {
        List<Future<SaltBus>> starting = List.of(
                begin(() -> Cashier.start(buses.apply("payment"), says)),
                begin(() -> Postman.start(buses.apply("email"), says)),
                begin(() -> StockKeeper.start(buses.apply("inventory"), says)),
                begin(() -> Tracker.start(buses.apply("analytics"), says)));
        return Future.join(starting)
                .map(all -> all.<SaltBus>list())
                .recover(failure -> close(
                                starting.stream().filter(Future::succeeded).map(Future::result))
                        .transform(closed -> Future.failedFuture(failure)));
    }

    // what a start throws, being set up wrongly, is a failure like any other: the rest has to be closed
    private static <T> Future<T> begin(Supplier<Future<T>> start) {
        return Future.succeededFuture().compose(now -> start.get());
    }

    /** Places an order; completes when the broker has it. */
    public Future<Confirmed> place(OrderCreated order) {
        return orders.place(order);
    }

    /** Closes all services, letting their handlers finish. */
    public Future<Void> close() {
        return close(Stream.concat(Stream.of(orders.bus()), others.stream()));
    }

    private static Future<Void> close(Stream<SaltBus> buses) {
        return Future.join(buses.map(SaltBus::close).toList()).mapEmpty();
    }
}
