/** A JSON Schema as a document: {@link io.saltbus.core.internal.schema.document.SchemaDocument}, its references, defaults, sensitive fields, and canonical form. */
@NullMarked
package io.saltbus.core.internal.schema.document;

import org.jspecify.annotations.NullMarked;
