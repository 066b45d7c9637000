package io.saltbus.rpc;

import io.saltbus.core.extension.BusExtension;
import io.saltbus.core.extension.BusServices;
import io.saltbus.core.publish.PublishOptions;
import io.saltbus.rpc.internal.DefaultRpc;
import io.saltbus.rpc.reply.ReplyStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a bus makes and answers calls; given to {@code SaltBusBuilder.with}. Immutable; start from {@link #defaults()}.
 *
 * @param timeout how long an answer is waited for where a call does not say it: above zero, up to 49 days, default 30 s
 * @param replyTtl how long an answer is kept for its caller: 1 s to 365 days, default 1 h, and 24 h for callers of Celery; null for the defaults
 * @param maxInFlight how many calls of this bus may wait for answers at once, before more fail with {@link CallException.TooManyCalls}: 1 or more,
 *     default 10,000
 * @param exceptionTexts whether callers are told the messages of exceptions that handlers did not mean for them; default false
 * @param required whether the bus starts only where the store of replies can be reached; default true. Otherwise calls fail until it can
 * @param replies where answers go; null, the default, for Redis where its address is known, and this Vertx where the broker is in it too
 */
public record RpcOptions(
        Duration timeout,
        @Nullable Duration replyTtl,
        int maxInFlight,
        boolean exceptionTexts,
        boolean required,
        @Nullable ReplyStore replies)
        implements BusExtension.Factory {
    private static final Duration LONGEST_TTL = Duration.ofDays(365); // Redis refuses what does not fit into its clock
    private static final RpcOptions DEFAULTS = new RpcOptions(Duration.ofSeconds(30), null, 10_000, false, true, null);

    /** Checks the ranges. */
    public RpcOptions {
        checkTimeout(timeout);
        if (replyTtl != null
                && (replyTtl.compareTo(Duration.ofSeconds(1)) < 0 || replyTtl.compareTo(LONGEST_TTL) > 0)) {
            throw new IllegalArgumentException("replyTtl must be 1 s to " + LONGEST_TTL + ", was " + replyTtl);
        }
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("maxInFlight must be 1 or more, was " + maxInFlight);
        }
    }

    // what no broker can count expires at once there, and no count of nanoseconds holds it
    static void checkTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(PublishOptions.MAX_EXPIRY) > 0) {
            throw new IllegalArgumentException(
                    "timeout must be above zero and at most " + PublishOptions.MAX_EXPIRY + ", was " + timeout);
        }
    }

    /** The defaults. */
    public static RpcOptions defaults() {
        return DEFAULTS;
    }

    /** The same with another timeout. */
    public RpcOptions withTimeout(Duration value) {
        return new RpcOptions(value, replyTtl, maxInFlight, exceptionTexts, required, replies);
    }

    /** The same, answers being kept this long. */
    public RpcOptions withReplyTtl(Duration value) {
        return new RpcOptions(timeout, value, maxInFlight, exceptionTexts, required, replies);
    }

    /** The same with another bound on calls at once. */
    public RpcOptions withMaxInFlight(int value) {
        return new RpcOptions(timeout, replyTtl, value, exceptionTexts, required, replies);
    }

    /** The same, telling callers what unexpected exceptions say. */
    public RpcOptions withExceptionTexts() {
        return new RpcOptions(timeout, replyTtl, maxInFlight, true, required, replies);
    }

    /** The same, starting also while the store of replies cannot be reached. */
    public RpcOptions notRequired() {
        return new RpcOptions(timeout, replyTtl, maxInFlight, exceptionTexts, false, replies);
    }

    /** The same with a store of replies made elsewhere; the bus closes it. */
    public RpcOptions withReplies(ReplyStore value) {
        return new RpcOptions(timeout, replyTtl, maxInFlight, exceptionTexts, required, value);
    }

    @Override
    public Class<?> type() {
        return Rpc.class;
    }

    @Override
    public BusExtension create(BusServices services) {
        return new DefaultRpc(this, services);
    }
}
