package io.saltbus.core.extension;

import io.saltbus.core.publish.PublishOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a request is made.
 *
 * @param callId its message id; null for a new one. A call that is tried again keeps its id
 * @param attempt which try this is: 1 the first time
 * @param replyTo who waits for the answer
 * @param timeout how long, in all: above zero. The broker drops the request when it is over
 * @param publish priority, headers, correlation and cause; delay, time and expiry are not taken from it
 */
public record RequestOptions(
        @Nullable String callId, int attempt, String replyTo, Duration timeout, PublishOptions publish) {}
