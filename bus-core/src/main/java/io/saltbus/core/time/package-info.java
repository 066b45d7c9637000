/** Where the bus takes its time from: {@link io.saltbus.core.time.Scheduler}, real or virtual. */
@NullMarked
package io.saltbus.core.time;

import org.jspecify.annotations.NullMarked;
