/** A registry that others reach over HTTP: {@link io.saltbus.registry.http.SchemaRegistryVerticle}. */
@NullMarked
package io.saltbus.registry.http;

import org.jspecify.annotations.NullMarked;
