/** The extension that the bus is given. */
@NullMarked
package io.saltbus.rpc.internal;

import org.jspecify.annotations.NullMarked;
