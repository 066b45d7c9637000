/** What the command is given to read: {@link io.saltbus.cli.internal.input.JsonInput}. */
@NullMarked
package io.saltbus.cli.internal.input;

import org.jspecify.annotations.NullMarked;
