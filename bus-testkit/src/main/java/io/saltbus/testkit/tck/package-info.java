/** The contract of every transport, as tests: {@link io.saltbus.testkit.tck.TransportTck}. */
@NullMarked
package io.saltbus.testkit.tck;

import org.jspecify.annotations.NullMarked;
