package io.saltbus.rpc;

import com.google.errorprone.annotations.CheckReturnValue;
import io.saltbus.core.SaltBus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/**
 * Calls: a request goes to one of those who answer it, and its answer comes back as a future that always ends: with the answer, or with a
 * {@link CallException} when nobody answers, the time is up, the bus is closed, or too many calls wait.
 *
 * <p>Safe for use from any thread. A future that is asked for on a Vert.x context completes there. A call made while a handler answers another one
 * inherits its correlation, its trace, and no more than the time that its caller still waits.
 */
@CheckReturnValue
public interface Rpc {
    /**
     * The calls of a bus.
     *
     * @throws io.saltbus.core.failure.ConfigurationException where bus-rpc is not on the class path
     */
    static Rpc of(SaltBus bus) {
        return bus.extension(Rpc.class);
    }

    /** Calls with the default options. */
    default <R> Future<RpcReply<R>> call(RpcRequest<R> request) {
        return call(request, CallOptions.defaults());
    }

    /**
     * Calls.
     *
     * @param request a record with {@code @Event(mode = RPC)}, known to the bus from its start
     * @return the responder's answer, be it a failure; fails with {@link CallException} where there is none, with
     *     {@link io.saltbus.core.schema.PayloadException} where the request breaks its schema, with
     *     {@link io.saltbus.core.publish.PublishException} where the bus does not know it or the broker did not take it, with
     *     {@link io.saltbus.core.failure.ConnectionException} where the bus is not started or closed, with
     *     {@link io.saltbus.core.failure.ConfigurationException} where no store of replies is configured, or the request's class does not say
     *     what its answer is
     */
    default <R> Future<RpcReply<R>> call(RpcRequest<R> request, CallOptions options) {
        return start(request, options).reply();
    }

    /** Calls with the default options, a responder's failure being a failed future with {@link RpcException}. */
    default <R> Future<R> callOrFail(RpcRequest<R> request) {
        return callOrFail(request, CallOptions.defaults());
    }

    /** Calls, a responder's failure being a failed future with {@link RpcException}. */
    default <R> Future<R> callOrFail(RpcRequest<R> request, CallOptions options) {
        return call(request, options).map(RpcReply::orElseThrow);
    }

    /** Begins a call that can be cancelled. */
    <R> RpcCall<R> start(RpcRequest<R> request, CallOptions options);

    /**
     * Calls without classes.
     *
     * @param topic the request's topic
     * @param version its version, such as {@code v1}
     * @param payload the request; not changed
     */
    default Future<RpcReply<JsonObject>> call(String topic, String version, JsonObject payload, CallOptions options) {
        return start(topic, version, payload, options).reply();
    }

    /** Begins a call without classes that can be cancelled. */
    RpcCall<JsonObject> start(String topic, String version, JsonObject payload, CallOptions options);

    /**
     * Calls with many requests at once, each on its own.
     *
     * @param options of each call; without an id where there is more than one request
     * @return one outcome a request, in the same order; it does not fail. Requests beyond {@link RpcOptions#maxInFlight()} are
     *     {@link CallException.TooManyCalls}
     */
    <R> Future<List<CallOutcome<R>>> callAll(List<? extends RpcRequest<R>> requests, CallOptions options);

    /**
     * Waits for the answer of a call that this process made before it was started again. It is found as long as it is kept:
     * {@link RpcOptions#replyTtl()}. The request is not sent again; for that, call with {@link CallOptions#withCallId}.
     *
     * @param handle the call's {@link RpcCall#handle()}
     * @param type the request's class
     * @param timeout how long is waited: above zero, up to 49 days
     * @return as of {@link #call(RpcRequest, CallOptions)}
     */
    <R> Future<RpcReply<R>> attach(String handle, Class<? extends RpcRequest<R>> type, Duration timeout);

    /**
     * A responder's failure as a record, such as the one that its request's {@code @Event(error = ...)} names.
     *
     * @param type a record of {@code error_code}, {@code error_message} and {@code details}, as JSON
     * @throws io.saltbus.core.schema.PayloadException where the failure does not fit it, naming the place
     */
    <E> E errorAs(RpcReply.Failure<?> failure, Class<E> type);

    /** How many calls wait for their answers. */
    int inFlight();
}
