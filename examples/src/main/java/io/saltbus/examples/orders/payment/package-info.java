/** Where orders are paid: {@link io.saltbus.examples.orders.payment.Cashier}. */
@NullMarked
package io.saltbus.examples.orders.payment;

import org.jspecify.annotations.NullMarked;
