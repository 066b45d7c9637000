/** What travels along the Vert.x context of a delivery: {@link io.saltbus.core.internal.context.DeliveryScope}. */
@NullMarked
package io.saltbus.core.internal.context;

import org.jspecify.annotations.NullMarked;
