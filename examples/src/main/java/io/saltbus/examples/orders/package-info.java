/** An order on its way through five services that know only the events: {@link io.saltbus.examples.orders.OrderFlow} starts them. */
@NullMarked
package io.saltbus.examples.orders;

import org.jspecify.annotations.NullMarked;
