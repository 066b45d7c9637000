/** The store of replies of a bus: which one, and when it is reached. */
@NullMarked
package io.saltbus.rpc.internal.store;

import org.jspecify.annotations.NullMarked;
