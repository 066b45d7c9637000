package io.saltbus.rabbitmq.internal.publish;

import io.vertx.core.Future;

/** Publishes with confirm on one event loop. Used on that loop only. */
@FunctionalInterface
public interface Sender {
    /**
     * Sends a message, mandatory and persistent as its properties say. Sent again after a lost connection, in order.
     *
     * @return completes on the loop, always: with whether a queue took it (false: it was returned), or fails with a {@link
     *     io.saltbus.core.failure.BusException}
     */
    Future<Boolean> send(Parcel parcel);
}
