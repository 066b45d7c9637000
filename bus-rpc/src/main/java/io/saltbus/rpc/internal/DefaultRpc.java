package io.saltbus.rpc.internal;

import io.saltbus.core.extension.Answering;
import io.saltbus.core.extension.BusExtension;
import io.saltbus.core.extension.BusServices;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Schema;
import io.saltbus.rpc.CallOptions;
import io.saltbus.rpc.CallOutcome;
import io.saltbus.rpc.Rpc;
import io.saltbus.rpc.RpcCall;
import io.saltbus.rpc.RpcOptions;
import io.saltbus.rpc.RpcReply;
import io.saltbus.rpc.RpcRequest;
import io.saltbus.rpc.internal.call.Caller;
import io.saltbus.rpc.internal.respond.Responders;
import io.saltbus.rpc.internal.store.Replies;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** Calls, put together: a caller and responders over one store of replies. */
public final class DefaultRpc implements Rpc, BusExtension {
    private final Replies replies;
    private final BusServices services;
    private final Caller caller;
    private final Responders responders;

    /** @param services the bus's */
    public DefaultRpc(RpcOptions options, BusServices services) {
        this.services = services;
        ContextInternal home = home((VertxInternal) services.vertx());
        this.replies = new Replies(options, services, home);
        this.caller = new Caller(options, services, replies, home);
        this.responders = new Responders(options, services, replies);
    }

    // on the event loop of whoever builds the bus, so that a verticle's calls never leave its thread
    private static ContextInternal home(VertxInternal vertx) {
        ContextInternal builder = vertx.getContext();
        return builder == null
                ? vertx.createEventLoopContext()
                : vertx.contextBuilder()
                        .withThreadingModel(ThreadingModel.EVENT_LOOP)
                        .withEventLoop(builder.nettyEventLoop())
                        .build();
    }

    @Override
    public Future<Void> start() {
        return services.requests().declared() ? caller.listen() : Future.succeededFuture();
    }

    @Override
    public Answering answering() {
        return responders;
    }

    @Override
    public EventSchemas schemasOf(Class<?> request, Schema payload) {
        return responders.schemasOf(request, payload);
    }

    @Override
    public List<String> troubles() {
        return replies.troubles();
    }

    @Override
    public Future<Void> close() {
        return caller.close().eventually(responders::close).eventually(replies::close);
    }

    @Override
    public <R> RpcCall<R> start(RpcRequest<R> request, CallOptions options) {
        return caller.start(request, options);
    }

    @Override
    public RpcCall<JsonObject> start(String topic, String version, JsonObject payload, CallOptions options) {
        return caller.start(topic, version, payload, options);
    }

    @Override
    public <R> Future<List<CallOutcome<R>>> callAll(List<? extends RpcRequest<R>> requests, CallOptions options) {
        return caller.callAll(requests, options);
    }

    @Override
    public <R> Future<RpcReply<R>> attach(String handle, Class<? extends RpcRequest<R>> type, Duration timeout) {
        return caller.attach(handle, type, timeout);
    }

    @Override
    public <E> E errorAs(RpcReply.Failure<?> failure, Class<E> type) {
        JsonObject error = new JsonObject()
                .put("error_code", failure.code())
                .put("error_message", failure.message())
                .put("details", failure.details());
        return services.payloads().bind(services.payloads().write(error), type);
    }

    @Override
    public int inFlight() {
        return caller.inFlight();
    }
}
