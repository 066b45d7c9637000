/** The bus: {@link io.saltbus.core.SaltBus} is where everything begins. */
@NullMarked
package io.saltbus.core;

import org.jspecify.annotations.NullMarked;
