/** Who a user is, asked by one service and answered by another. {@code UsersExample} runs both. */
@NullMarked
package io.saltbus.examples.users;

import org.jspecify.annotations.NullMarked;
