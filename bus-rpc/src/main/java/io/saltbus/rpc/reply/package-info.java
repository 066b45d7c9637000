/** How answers find their callers: the SPI that a store of replies keeps, one inside a Vertx, and one on Redis. */
@NullMarked
package io.saltbus.rpc.reply;

import org.jspecify.annotations.NullMarked;
