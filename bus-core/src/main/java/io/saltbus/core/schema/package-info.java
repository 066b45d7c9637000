/** What a payload must look like: {@link io.saltbus.core.schema.Schema}, and where services share them, {@link io.saltbus.core.schema.SchemaRegistry}. */
@NullMarked
package io.saltbus.core.schema;

import org.jspecify.annotations.NullMarked;
