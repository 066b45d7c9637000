package io.saltbus.examples.orders.payment;

import io.saltbus.core.event.Doc;
import io.saltbus.core.event.Event;

/**
 * An order was paid.
 *
 * @param orderId names the order
 * @param paymentMethod how it was paid
 * @param transactionId the payment, in the words of who moved the money
 */
@Event("order.paid")
@Doc("An order was paid.")
public record OrderPaid(String orderId, String paymentMethod, String transactionId) {}
