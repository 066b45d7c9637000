/** Where the items of paid orders are reserved: {@link io.saltbus.examples.orders.inventory.StockKeeper}. */
@NullMarked
package io.saltbus.examples.orders.inventory;

import org.jspecify.annotations.NullMarked;
