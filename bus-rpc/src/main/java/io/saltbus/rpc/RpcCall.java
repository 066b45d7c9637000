package io.saltbus.rpc;

import io.vertx.core.Future;

/**
 * A call that is being made. Safe for use from any thread.
 *
 * @param <R> the result
 */
public interface RpcCall<R> {
    /**
     * What to attach to it by after a restart of this process: see {@link Rpc#attach}. Empty where the request was refused before it was given an
     * id; {@link #reply()} then says why.
     */
    String handle();

    /** What comes of it; it always completes. */
    Future<RpcReply<R>> reply();

    /**
     * Stops waiting: the reply fails with {@link CallException.Cancelled} where it has not come yet. Responders are told, and skip it where they have not
     * begun.
     */
    void cancel();
}
