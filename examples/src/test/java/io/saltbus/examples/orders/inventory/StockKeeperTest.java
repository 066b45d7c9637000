package io.saltbus.examples.orders.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.event.Envelope;
import io.saltbus.examples.orders.inventory.StockKeeper.Item;
import io.saltbus.examples.orders.inventory.StockKeeper.Order;
import io.saltbus.examples.orders.inventory.StockKeeper.Payment;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StockKeeperTest {
    private final StockKeeper keeper = new StockKeeper(words -> {});

    private Future<Void> reserve(String orderId, int attempt) {
        return keeper.reserve(
                new Payment(orderId),
                Envelope.builder("m-1", "order.paid", "payment", Instant.EPOCH)
                        .attempt(attempt)
                        .build());
    }

    private void note(String orderId, String sku) {
        assertThat(keeper.noteItems(new Order(orderId, List.of(new Item(sku, 1))))
                        .succeeded())
                .isTrue();
    }

    @Test
    void aPaymentThatIsFasterThanItsOrderIsTriedAgain() {
        assertThat(reserve("A-1", 1).cause()).isInstanceOf(InventoryException.class);

        note("A-1", "cushion");

        assertThat(reserve("A-1", 2).succeeded()).isTrue();
    }

    @Test
    void bulkyArticlesAreCarriedAtTheThirdCall() {
        note("A-1", "bulky-sofa");

        assertThat(reserve("A-1", 1).cause()).isInstanceOf(InventoryException.class);
        assertThat(reserve("A-1", 2).cause()).isInstanceOf(InventoryException.class);
        assertThat(reserve("A-1", 3).succeeded()).isTrue();
    }

    @Test
    void whatIsSoldOutIsNotWorthAnotherTry() {
        note("A-1", "sold-out-lamp");

        assertThat(reserve("A-1", 1).cause())
                .isInstanceOf(SoldOutException.class)
                .isNotInstanceOf(InventoryException.class);
    }

    @Test
    void theSamePaymentAgainChangesNothing() {
        note("A-1", "cushion");

        assertThat(reserve("A-1", 1).succeeded()).isTrue();
        assertThat(reserve("A-1", 1).succeeded()).isTrue();
    }

    @Test
    void onlyTheLastTenThousandOrdersAreRemembered() {
        for (int number = 0; number <= 10_000; number++) {
            note("A-" + number, "cushion");
        }

        assertThat(reserve("A-0", 1).failed()).isTrue();
        assertThat(reserve("A-1", 1).succeeded()).isTrue();
    }
}
