/** What a service keeps of a store in its memory: {@link io.saltbus.registry.internal.mirror.MirroredRegistry}. */
@NullMarked
package io.saltbus.registry.internal.mirror;

import org.jspecify.annotations.NullMarked;
