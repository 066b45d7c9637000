/** Schemas in tables of PostgreSQL: {@link io.saltbus.registry.internal.postgres.PgSchemaStore}. */
@NullMarked
package io.saltbus.registry.internal.postgres;

import org.jspecify.annotations.NullMarked;
