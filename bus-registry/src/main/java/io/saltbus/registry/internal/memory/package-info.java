/** What the store in memory is made of: {@link io.saltbus.registry.internal.memory.Ledger}. */
@NullMarked
package io.saltbus.registry.internal.memory;

import org.jspecify.annotations.NullMarked;
