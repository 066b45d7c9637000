/** What a validation plan is made of: each {@link io.saltbus.core.internal.schema.check.Check} answers fast for valid values, and explains itself for others. */
@NullMarked
package io.saltbus.core.internal.schema.check;

import org.jspecify.annotations.NullMarked;
