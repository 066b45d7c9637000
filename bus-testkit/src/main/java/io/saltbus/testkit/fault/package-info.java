/** Breaks connections on purpose: {@link io.saltbus.testkit.fault.FaultProxy}. */
@NullMarked
package io.saltbus.testkit.fault;

import org.jspecify.annotations.NullMarked;
