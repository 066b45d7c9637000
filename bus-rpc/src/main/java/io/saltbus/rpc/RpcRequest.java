package io.saltbus.rpc;

/**
 * A record that is a request, and the type of its answer. It also has {@code @Event(mode = RPC)}.
 *
 * @param <R> the answer: a record
 */
public interface RpcRequest<R> {}
