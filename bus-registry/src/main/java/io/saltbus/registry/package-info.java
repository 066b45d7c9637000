/** Schemas that services share: {@link io.saltbus.registry.PgSchemaRegistry}. */
@NullMarked
package io.saltbus.registry;

import org.jspecify.annotations.NullMarked;
