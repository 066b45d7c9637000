package io.saltbus.examples.orders.ordering;

import io.saltbus.core.event.Doc;
import io.saltbus.core.event.Event;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.util.List;

/**
 * A customer placed an order.
 *
 * @param orderId names the order
 * @param userId who placed it
 * @param totalAmount what it costs
 * @param items what was ordered
 */
@Event("order.created")
@Doc("A customer placed an order.")
public record OrderCreated(
        String orderId,
        long userId,
        @Positive BigDecimal totalAmount,
        @NotEmpty List<Item> items) {
    /** Keeps its own copy of the list. */
    public OrderCreated {
        items = List.copyOf(items);
    }

    /**
     * One line of an order.
     *
     * @param sku names the article
     * @param qty how many: 1 or more
     */
    public record Item(String sku, @Positive int qty) {}
}
