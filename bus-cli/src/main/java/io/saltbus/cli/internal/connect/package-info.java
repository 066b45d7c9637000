/** What the command reaches, and how it waits for it: {@link io.saltbus.cli.internal.connect.Surroundings}. */
@NullMarked
package io.saltbus.cli.internal.connect;

import org.jspecify.annotations.NullMarked;
