package io.saltbus.examples.orders;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.config.BusConfig;
import io.saltbus.examples.orders.analytics.Tracker;
import io.saltbus.examples.orders.email.Postman;
import io.saltbus.examples.orders.inventory.StockKeeper;
import io.saltbus.examples.orders.ordering.OrderCreated;
import io.saltbus.examples.orders.ordering.OrderDesk;
import io.saltbus.examples.orders.payment.Cashier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One service of the order flow as a process of its own: {@code orders}, {@code payment}, {@code email}, {@code inventory} or {@code
 * analytics}. Run several, also of the same, with one {@code SALTBUS_BROKER_URL}; Ctrl-C ends each.
 */
public final class OrderService {
    private static final long ORDER_EVERY_MS = 1_000;

    private OrderService() {}

    /** Takes the name of the service. */
    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx();
        String name = arguments.length == 1 ? arguments[0] : "";
        // settings that cannot be used throw, and are told like every other failure
        Future.succeededFuture()
                .map(now -> SaltBus.builder(vertx).config(BusConfig.of(System.getenv(), new JsonObject())))
                .compose(builder -> start(vertx, name, builder, System.out::println))
                .onSuccess(bus -> {
                    System.out.println(name + ": running");
                    Runtime.getRuntime()
                            .addShutdownHook(new Thread(() -> bus.close()
                                    .toCompletionStage()
                                    .toCompletableFuture()
                                    .join()));
                })
                .onFailure(failure -> {
                    System.err.println(name + " cannot run: " + failure.getMessage());
                    System.exit(1);
                });
    }

    private static Future<SaltBus> start(Vertx vertx, String name, SaltBusBuilder builder, Consumer<String> says) {
        return switch (name) {
            case "orders" -> OrderDesk.start(builder.service(name)).map(desk -> placing(vertx, desk, says));
            case "payment" -> Cashier.start(builder.service(name), says);
            case "email" -> Postman.start(builder.service(name), says);
            case "inventory" -> StockKeeper.start(builder.service(name), says);
            case "analytics" -> Tracker.start(builder.service(name), says);
            default ->
                Future.failedFuture(
                        "a service is orders, payment, email, inventory or analytics, not \"" + name + "\"");
        };
    }

    private static SaltBus placing(Vertx vertx, OrderDesk desk, Consumer<String> says) {
        var placed = new AtomicInteger();
        vertx.setPeriodic(ORDER_EVERY_MS, tick -> {
            String orderId = "A-" + placed.incrementAndGet();
            var items = List.of(new OrderCreated.Item("bulky-sofa", 1), new OrderCreated.Item("cushion", 4));
            desk.place(new OrderCreated(orderId, 7, new BigDecimal("349.90"), items))
                    .onSuccess(confirmed -> says.accept("orders: " + orderId + " placed"))
                    .onFailure(failure -> says.accept("orders: " + orderId + " refused: " + failure.getMessage()));
        });
        return desk.bus();
    }
}
