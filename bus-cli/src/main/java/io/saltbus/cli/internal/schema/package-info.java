/** Commands that look at schemas, and change what is kept of them: {@link io.saltbus.cli.internal.schema.SchemaCommand}. */
@NullMarked
package io.saltbus.cli.internal.schema;

import org.jspecify.annotations.NullMarked;
