/** A bus under load while its broker and its processes break, with every message accounted for: {@code Campaign}. */
@NullMarked
package io.saltbus.rabbitmq.campaign;

import org.jspecify.annotations.NullMarked;
