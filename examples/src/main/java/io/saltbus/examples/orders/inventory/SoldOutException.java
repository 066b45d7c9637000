package io.saltbus.examples.orders.inventory;

/** Items cannot be reserved, now or later: somebody has to decide what becomes of the order. */
public final class SoldOutException extends Exception {
    /** Says so. */
    public SoldOutException() {
        super("an article of the order is sold out for good: refund it, or offer another");
    }
}
