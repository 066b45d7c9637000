/** Turns a schema into checks, once: {@link io.saltbus.core.internal.schema.plan.PlanCompiler}. */
@NullMarked
package io.saltbus.core.internal.schema.plan;

import org.jspecify.annotations.NullMarked;
