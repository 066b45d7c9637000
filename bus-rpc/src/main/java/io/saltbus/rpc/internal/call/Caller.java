package io.saltbus.rpc.internal.call;

import io.saltbus.core.extension.BusServices;
import io.saltbus.rpc.CallOptions;
import io.saltbus.rpc.CallOutcome;
import io.saltbus.rpc.RpcCall;
import io.saltbus.rpc.RpcOptions;
import io.saltbus.rpc.RpcReply;
import io.saltbus.rpc.RpcRequest;
import io.saltbus.rpc.internal.Replies;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** Makes calls and brings each to its one end. Safe for use from any thread. */
public final class Caller {
    /** @param services the bus's */
    public Caller(RpcOptions options, BusServices services, Replies replies) {}

    /** Listens for answers, before the first call needs it. */
    public Future<Void> listen() {
        return Future.succeededFuture();
    }

    /** See {@link io.saltbus.rpc.Rpc#start(RpcRequest, CallOptions)}. */
    public <R> RpcCall<R> start(RpcRequest<R> request, CallOptions options) {
        return frame();
    }

    /** See {@link io.saltbus.rpc.Rpc#start(String, String, JsonObject, CallOptions)}. */
    public RpcCall<JsonObject> start(String topic, String version, JsonObject payload, CallOptions options) {
        return frame();
    }

    /** See {@link io.saltbus.rpc.Rpc#callAll}. */
    public <R> Future<List<CallOutcome<R>>> callAll(List<? extends RpcRequest<R>> requests, CallOptions options) {
        return frame();
    }

    /** See {@link io.saltbus.rpc.Rpc#attach}. */
    public <R> Future<RpcReply<R>> attach(String handle, Class<? extends RpcRequest<R>> type, Duration timeout) {
        return frame();
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T frame() {
        return null;
    }

    /** How many calls wait. */
    public int inFlight() {
        return 0;
    }

    /** Ends every call that waits. */
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
