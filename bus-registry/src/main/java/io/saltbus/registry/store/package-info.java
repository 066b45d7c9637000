/** The place where all services keep their schemas: {@link io.saltbus.registry.store.SchemaStore}. */
@NullMarked
package io.saltbus.registry.store;

import org.jspecify.annotations.NullMarked;
