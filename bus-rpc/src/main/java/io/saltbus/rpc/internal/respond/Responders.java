package io.saltbus.rpc.internal.respond;

import io.saltbus.core.extension.Answerer;
import io.saltbus.core.extension.Answering;
import io.saltbus.core.extension.BusServices;
import io.saltbus.rpc.RpcOptions;
import io.saltbus.rpc.internal.Replies;
import io.vertx.core.Future;

/** The handlers of a bus that answer requests. */
public final class Responders implements Answering {
    /** @param services the bus's */
    public Responders(RpcOptions options, BusServices services, Replies replies) {}

    @Override
    public Future<Answerer> answerer(Handler handler) {
        throw new UnsupportedOperationException("frame");
    }

    /** Listens for cancellations no more. */
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
