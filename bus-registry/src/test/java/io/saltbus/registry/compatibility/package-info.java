/** Tests of {@link io.saltbus.registry.compatibility.Compatibility}. */
@NullMarked
package io.saltbus.registry.compatibility;

import org.jspecify.annotations.NullMarked;
