/** The broker inside the process: {@link io.saltbus.core.transport.memory.MemoryTransport}, the default. */
@NullMarked
package io.saltbus.core.transport.memory;

import org.jspecify.annotations.NullMarked;
