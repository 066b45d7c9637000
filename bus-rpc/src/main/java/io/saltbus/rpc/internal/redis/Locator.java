package io.saltbus.rpc.internal.redis;

import io.vertx.core.Future;
import java.util.List;

/** Says where to connect to. Asked before each attempt. */
@FunctionalInterface
interface Locator {
    /** At least one, to be tried in this order. */
    Future<List<Endpoint>> locate();
}
