/** What an operator can set from outside the program: {@link io.saltbus.core.config.BusConfig}. */
@NullMarked
package io.saltbus.core.config;

import org.jspecify.annotations.NullMarked;
