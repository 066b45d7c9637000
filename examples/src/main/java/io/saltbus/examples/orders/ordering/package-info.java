/** Where orders are placed: {@link io.saltbus.examples.orders.ordering.OrderDesk}. */
@NullMarked
package io.saltbus.examples.orders.ordering;

import org.jspecify.annotations.NullMarked;
