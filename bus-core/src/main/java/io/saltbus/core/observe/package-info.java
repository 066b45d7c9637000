/** What the bus tells of itself: {@link io.saltbus.core.observe.BusObserver} and {@link io.saltbus.core.observe.Health}. */
@NullMarked
package io.saltbus.core.observe;

import org.jspecify.annotations.NullMarked;
