/** Commands that read what a service's classes declare: {@link io.saltbus.cli.internal.declared.ValidateCommand}. */
@NullMarked
package io.saltbus.cli.internal.declared;

import org.jspecify.annotations.NullMarked;
