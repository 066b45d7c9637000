package io.saltbus.rpc;

import io.saltbus.core.publish.PublishOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one call is made. Immutable; start from {@link #defaults()} or {@link #timeout}.
 *
 * @param timeout how long the answer is waited for: above zero, up to 49 days; null for {@link RpcOptions#timeout()}. Inside a handler
 *     that answers a call itself it is no longer than that call's caller still waits
 * @param attempts how often the request may be sent, evenly within the timeout, each time with the same id: 1 (the default) to
 *     100. More than 1 only for requests that may be handled twice
 * @param hedgeAfter how long is waited before a second responder is asked as well, the first answer counting; null for never. Only for requests that may be
 *     handled twice
 * @param callId an earlier call's {@link RpcCall#handle()}, to try it again under its id: an answer that was kept is given without sending
 *     the request. Or an id of one's own choice, unique among all calls of this bus. Null for a new one
 * @param publish priority, headers, correlation and cause of the request
 */
public record CallOptions(
        @Nullable Duration timeout,
        int attempts,
        @Nullable Duration hedgeAfter,
        @Nullable String callId,
        PublishOptions publish) {
    private static final CallOptions DEFAULTS = new CallOptions(null, 1, null, null, PublishOptions.defaults());

    /** Checks the ranges. */
    public CallOptions {
        if (timeout != null) {
            RpcOptions.checkTimeout(timeout);
        }
        if (attempts < 1 || attempts > 100) {
            throw new IllegalArgumentException("attempts must be 1..100, was " + attempts);
        }
        if (hedgeAfter != null && (hedgeAfter.isNegative() || hedgeAfter.isZero())) {
            throw new IllegalArgumentException("hedgeAfter must be above zero, was " + hedgeAfter);
        }
        if (publish.delay() != null || publish.at() != null || publish.expiresAfter() != null) {
            throw new IllegalArgumentException(
                    "a call is made now and lasts as long as its timeout: no delay, time or expiry");
        }
    }

    /** The bus's timeout, one attempt. */
    public static CallOptions defaults() {
        return DEFAULTS;
    }

    /** Waiting this long. */
    public static CallOptions timeout(Duration value) {
        return DEFAULTS.withTimeout(value);
    }

    /** The same, waiting this long. */
    public CallOptions withTimeout(Duration value) {
        return new CallOptions(value, attempts, hedgeAfter, callId, publish);
    }

    /** The same, sent up to so many times. */
    public CallOptions withAttempts(int value) {
        return new CallOptions(timeout, value, hedgeAfter, callId, publish);
    }

    /** The same, asking a second responder after this time. */
    public CallOptions withHedgeAfter(Duration value) {
        return new CallOptions(timeout, attempts, value, callId, publish);
    }

    /** The same call as an earlier one. */
    public CallOptions withCallId(String value) {
        return new CallOptions(timeout, attempts, hedgeAfter, value, publish);
    }

    /** The same with another priority, headers, correlation or cause. */
    public CallOptions withPublish(PublishOptions value) {
        return new CallOptions(timeout, attempts, hedgeAfter, callId, value);
    }
}
