package io.saltbus.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrdersExampleTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void everyServiceDoesItsPart() throws Exception {
        List<String> said = new CopyOnWriteArrayList<>();

        OrdersExample.run(vertx, said::add)
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);

        assertThat(said)
                .hasSize(7)
                .contains(
                        "payment: A-1 paid, 349.90",
                        "email: confirmation of A-1 to user 7",
                        "email: receipt for A-1, paid by card (tx-A-1)",
                        "inventory: noted what A-1 needs",
                        "inventory: reserved A-1, 5 pieces, at try 3")
                .anyMatch(line -> line.startsWith("analytics: order.created {\"order_id\":\"A-1\",\"user_id\":7,"))
                .anyMatch(line -> line.startsWith("analytics: order.paid {\"order_id\":\"A-1\","));
    }
}
