package io.saltbus.rpc.internal.redis;

import io.saltbus.core.time.Scheduler;
import io.vertx.core.internal.ContextInternal;

/**
 * What every part of one store needs.
 *
 * @param address which Redis
 * @param home the context on which all parts work, and no others
 * @param scheduler where time comes from
 */
record Surroundings(RedisAddress address, ContextInternal home, Scheduler scheduler) {}
