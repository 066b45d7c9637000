/** How the command answers: {@link io.saltbus.cli.internal.output.Screen}. */
@NullMarked
package io.saltbus.cli.internal.output;

import org.jspecify.annotations.NullMarked;
