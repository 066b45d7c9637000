/** Calls as futures that always end. Begin with {@link io.saltbus.rpc.Rpc}. */
@NullMarked
package io.saltbus.rpc;

import org.jspecify.annotations.NullMarked;
