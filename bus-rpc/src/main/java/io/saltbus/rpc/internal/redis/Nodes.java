package io.saltbus.rpc.internal.redis;

import io.vertx.core.Future;
import java.util.List;

/** Where operations are done: one master, or a cluster. Used on the store's context only. */
interface Nodes {
    /** Sends an operation to its node, sooner or later; it ends by its deadline. */
    void submit(Operation operation);

    /** Completes when all are reached. */
    Future<Void> reach();

    /** Where a subscriber may listen. */
    Locator listening();

    /** What is not as it should be. */
    List<String> troubles();

    /** Once a second. */
    void tick(long nowNanos);

    /** Lets go and returns what had not ended. */
    List<Operation> close();
}
