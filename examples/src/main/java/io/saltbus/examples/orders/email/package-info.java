/** Where customers are written to: {@link io.saltbus.examples.orders.email.Postman}. */
@NullMarked
package io.saltbus.examples.orders.email;

import org.jspecify.annotations.NullMarked;
