package io.saltbus.examples.orders.inventory;

import io.vertx.core.Future;

/** Stands in for a warehouse that is reached over a network, with its good and bad days. */
final class Warehouse {
    /** Articles that begin so want two people; they come at the third call. */
    static final String BULKY = "bulky-";
    /** Articles that begin so are not made any more. */
    static final String SOLD_OUT = "sold-out-";

    /**
     * Reserves one line of an order. To reserve a line again changes nothing.
     *
     * @param calls how often this order asked, with this time: 1 or more
     * @return fails with {@link InventoryException} where it is worth asking again, with {@link SoldOutException} where it is not
     */
    Future<Void> reserve(StockKeeper.Item item, int calls) {
        if (item.sku().startsWith(SOLD_OUT)) {
            return Future.failedFuture(new SoldOutException());
        }
        if (item.sku().startsWith(BULKY) && calls < 3) {
            return Future.failedFuture(new InventoryException("nobody is free to carry it"));
        }
        return Future.succeededFuture();
    }
}
