package io.saltbus.examples.orders.inventory;

/** Items cannot be reserved now; they may be later. */
public class InventoryException extends Exception {
    /** @param message what is missing */
    public InventoryException(String message) {
        super(message);
    }
}
