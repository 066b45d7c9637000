/**
 * From a delivery to its one outcome. {@link io.saltbus.core.internal.dispatch.Subscriptions} keeps the subscriptions of a process; a
 * {@link io.saltbus.core.internal.dispatch.Receiver} takes deliveries on one context and makes each a
 * {@link io.saltbus.core.internal.dispatch.DeliveryRun}.
 */
@NullMarked
package io.saltbus.core.internal.dispatch;

import org.jspecify.annotations.NullMarked;
