/** What the bus itself observes with: logs, meters and traces. */
@NullMarked
package io.saltbus.core.internal.observe;

import org.jspecify.annotations.NullMarked;
