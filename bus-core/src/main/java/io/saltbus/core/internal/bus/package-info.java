/** The bus itself, put together from its parts: {@link io.saltbus.core.internal.bus.DefaultSaltBus}. */
@NullMarked
package io.saltbus.core.internal.bus;

import org.jspecify.annotations.NullMarked;
