package io.saltbus.examples.orders;

import io.saltbus.core.SaltBus;
import io.saltbus.examples.orders.ordering.OrderCreated;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Places one order and prints what each service does about it, until all have done their part. */
public final class OrdersExample {
    /** Four handlers see the order, three see its payment. */
    private static final int PARTS = 7;

    private OrdersExample() {}

    /** Runs the example in the memory of this process. */
    public static void main(String[] args) {
        Vertx vertx = Vertx.vertx();
        run(vertx, System.out::println).onFailure(Throwable::printStackTrace).onComplete(ended -> vertx.close());
    }

    static Future<Void> run(Vertx vertx, Consumer<String> print) {
        Promise<Void> finished = Promise.promise();
        var partsLeft = new AtomicInteger(PARTS);
        Consumer<String> says = words -> {
            print.accept(words);
            if (partsLeft.decrementAndGet() == 0) {
                finished.complete();
            }
        };
        var order = new OrderCreated(
                "A-1",
                7,
                new BigDecimal("349.90"),
                List.of(new OrderCreated.Item("bulky-sofa", 1), new OrderCreated.Item("cushion", 4)));
        return OrderFlow.start(service -> SaltBus.builder(vertx).service(service), says)
                .compose(flow -> flow.place(order)
                        .compose(confirmed -> finished.future())
                        .eventually(flow::close));
    }
}
