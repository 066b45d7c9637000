/** Commands that publish, call and look on: {@link io.saltbus.cli.internal.event.TailCommand}. */
@NullMarked
package io.saltbus.cli.internal.event;

import org.jspecify.annotations.NullMarked;
