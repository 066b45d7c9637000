/** What can go wrong, as types: {@link io.saltbus.core.failure.BusException} is the root of every failure the bus reports. */
@NullMarked
package io.saltbus.core.failure;

import org.jspecify.annotations.NullMarked;
