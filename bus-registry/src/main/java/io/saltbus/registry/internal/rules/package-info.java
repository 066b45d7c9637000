/** When a version may end, as every store decides it: {@link io.saltbus.registry.internal.rules.Retirement}. */
@NullMarked
package io.saltbus.registry.internal.rules;

import org.jspecify.annotations.NullMarked;
