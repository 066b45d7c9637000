/** What a broker must do for the bus: {@link io.saltbus.core.transport.Transport}, the interface that each broker implements. */
@NullMarked
package io.saltbus.core.transport;

import org.jspecify.annotations.NullMarked;
