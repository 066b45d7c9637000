/** What a module adds to a bus: calls and their answers, for one. For those who write such a module, not for those who use it. */
@NullMarked
package io.saltbus.core.extension;

import org.jspecify.annotations.NullMarked;
