/** The {@code saltbus} command: {@link io.saltbus.cli.SaltBusCommand}. */
@NullMarked
package io.saltbus.cli;

import org.jspecify.annotations.NullMarked;
