/** Schemas in a registry that is reached over HTTP: {@link io.saltbus.registry.internal.http.HttpSchemaStore}. */
@NullMarked
package io.saltbus.registry.internal.http;

import org.jspecify.annotations.NullMarked;
