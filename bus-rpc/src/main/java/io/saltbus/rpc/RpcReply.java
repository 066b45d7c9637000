package io.saltbus.rpc;

import io.vertx.core.json.JsonObject;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a responder answered: its result, or that it fails and why. A call that nobody answered has no reply but a failed future, with a
 * {@link CallException}.
 *
 * @param <R> the result
 */
public sealed interface RpcReply<R> {
    /** Turns either into one value. */
    <T> T fold(Function<? super R, ? extends T> success, Function<? super Failure<R>, ? extends T> failure);

    /** The same with another result; a failure stays. */
    <T> RpcReply<T> map(Function<? super R, ? extends T> change);

    /**
     * The result.
     *
     * @throws RpcException where the responder failed
     */
    R orElseThrow();

    /**
     * The responder's result.
     *
     * @param value what it answered
     */
    record Success<R>(R value) implements RpcReply<R> {
        @Override
        public <T> T fold(Function<? super R, ? extends T> success, Function<? super Failure<R>, ? extends T> failure) {
            return success.apply(value);
        }

        @Override
        public <T> RpcReply<T> map(Function<? super R, ? extends T> change) {
            return new Success<>(change.apply(value));
        }

        @Override
        public R orElseThrow() {
            return value;
        }
    }

    /**
     * The responder's failure.
     *
     * @param code such as {@code NO_ACCESS}, or one of {@link RpcException}'s where it did not choose one
     * @param message for people
     * @param details more for programs, or null
     */
    record Failure<R>(String code, String message, @Nullable JsonObject details) implements RpcReply<R> {
        @Override
        public <T> T fold(Function<? super R, ? extends T> success, Function<? super Failure<R>, ? extends T> failure) {
            return failure.apply(this);
        }

        @Override
        public <T> RpcReply<T> map(Function<? super R, ? extends T> change) {
            return new Failure<>(code, message, details);
        }

        @Override
        public R orElseThrow() {
            throw new RpcException(code, message, details);
        }
    }
}
