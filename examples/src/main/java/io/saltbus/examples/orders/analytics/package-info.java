/** Where all that happens to orders is watched: {@link io.saltbus.examples.orders.analytics.Tracker}. */
@NullMarked
package io.saltbus.examples.orders.analytics;

import org.jspecify.annotations.NullMarked;
