/** Replies through Redis. */
@NullMarked
package io.saltbus.rpc.internal.redis;

import org.jspecify.annotations.NullMarked;
