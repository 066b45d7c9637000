/** What every store decides in the same way: {@link io.saltbus.registry.internal.rules.Admission}. */
@NullMarked
package io.saltbus.registry.internal.rules;

import org.jspecify.annotations.NullMarked;
