/** What a registry's client and server say to each other, as JSON: {@link io.saltbus.registry.internal.wire.SchemaJson}. */
@NullMarked
package io.saltbus.registry.internal.wire;

import org.jspecify.annotations.NullMarked;
