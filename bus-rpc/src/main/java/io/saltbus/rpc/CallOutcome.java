package io.saltbus.rpc;

import io.saltbus.core.failure.BusException;

/**
 * The end of one call of several.
 *
 * @param <R> the result
 */
public sealed interface CallOutcome<R> {
    /**
     * It was answered.
     *
     * @param reply the responder's success or failure
     */
    record Answered<R>(RpcReply<R> reply) implements CallOutcome<R> {}

    /**
     * It was not.
     *
     * @param cause why
     */
    record Unanswered<R>(BusException cause) implements CallOutcome<R> {}
}
