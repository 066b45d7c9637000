/** A store served over HTTP: {@link io.saltbus.registry.internal.serve.Api}. */
@NullMarked
package io.saltbus.registry.internal.serve;

import org.jspecify.annotations.NullMarked;
