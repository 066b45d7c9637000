/** How the registries work: {@link io.saltbus.registry.internal.mirror.MirroredRegistry}. */
@NullMarked
package io.saltbus.registry.internal;

import org.jspecify.annotations.NullMarked;
