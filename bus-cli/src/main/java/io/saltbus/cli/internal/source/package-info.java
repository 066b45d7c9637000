/** Commands that make source text of schemas: {@link io.saltbus.cli.internal.source.GenerateCommand}. */
@NullMarked
package io.saltbus.cli.internal.source;

import org.jspecify.annotations.NullMarked;
