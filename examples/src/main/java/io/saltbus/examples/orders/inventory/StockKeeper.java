package io.saltbus.examples.orders.inventory;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.subscribe.Backoff;
import io.saltbus.core.subscribe.Subscribe;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reserves the items of paid orders. Its handlers run on one context, so that what it remembers needs no lock. */
public final class StockKeeper {
    private static final int ORDERS_REMEMBERED = 10_000;

    private final Warehouse warehouse = new Warehouse();
    private final Consumer<String> says;
    // a payment does not say what was paid for; a real service keeps this in its database
    private final Map<String, List<Item>> itemsByOrder = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Item>> eldest) {
            return size() > ORDERS_REMEMBERED;
        }
    };

    /** What this service wants to know of an order. */
    record Order(String orderId, List<Item> items) {}

    /** What there is to reserve. */
    record Item(String sku, int qty) {}

    /** What this service wants to know of a payment. */
    record Payment(String orderId) {}

    StockKeeper(Consumer<String> says) {
        this.says = says;
    }

    /**
     * Starts the service.
     *
     * @param says is told what was done, in words
     * @return its bus
     */
    public static Future<SaltBus> start(SaltBusBuilder builder, Consumer<String> says) {
        SaltBus bus = builder.handlers(new StockKeeper(says)).build();
        return bus.start().map(bus);
    }

    @Subscribe("order.created")
    Future<Void> noteItems(Order order) {
        itemsByOrder.put(order.orderId(), order.items());
        says.accept("inventory: noted what " + order.orderId() + " needs");
        return Future.succeededFuture();
    }

    @Subscribe(
            value = "order.paid",
            retryOn = InventoryException.class,
            maxRetries = 3,
            backoff = @Backoff(initial = "100ms", max = "2s"))
    Future<Void> reserve(Payment payment, Envelope envelope) {
        List<Item> items = itemsByOrder.get(payment.orderId());
        if (items == null) {
            // two queues keep no order between them: the payment can be here before the order
            return Future.failedFuture(new InventoryException("the order is not known here yet"));
        }
        return Future.all(items.stream()
                        .map(item -> warehouse.reserve(item, envelope.attempt()))
                        .toList())
                .onSuccess(all -> says.accept("inventory: reserved " + payment.orderId() + ", " + pieces(items)
                        + " pieces, at try " + envelope.attempt()))
                .mapEmpty();
    }

    private static int pieces(List<Item> items) {
        return items.stream().mapToInt(Item::qty).sum();
    }
}
