/**
 * Whether every payload of one schema is valid under another, proven or refuted with a payload:
 * {@link io.saltbus.registry.internal.compatibility.Inclusion}.
 */
@NullMarked
package io.saltbus.registry.internal.compatibility;

import org.jspecify.annotations.NullMarked;
