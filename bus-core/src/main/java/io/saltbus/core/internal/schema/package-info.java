/** From event classes to schemas: {@link io.saltbus.core.internal.schema.EventScanner} finds them, {@link io.saltbus.core.internal.schema.SchemaDeriver} derives. */
@NullMarked
package io.saltbus.core.internal.schema;

import org.jspecify.annotations.NullMarked;
