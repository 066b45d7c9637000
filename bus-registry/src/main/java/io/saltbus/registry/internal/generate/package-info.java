/** How source text is made from JSON Schemas: first a model of the types, a writer a language then. */
@NullMarked
package io.saltbus.registry.internal.generate;

import org.jspecify.annotations.NullMarked;
