/** The library validator, for what the plan does not know: {@link io.saltbus.core.internal.schema.library.LibraryCheck}. */
@NullMarked
package io.saltbus.core.internal.schema.library;

import org.jspecify.annotations.NullMarked;
