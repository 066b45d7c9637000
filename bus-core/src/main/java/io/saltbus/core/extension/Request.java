package io.saltbus.core.extension;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.publish.Confirmed;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request that was made. Safe for use from any thread. */
public interface Request {
    /** What travels with it; its message id is the call's id. */
    Envelope envelope();

    /**
     * Sends it.
     *
     * @return the broker's confirm, which is not routed where nobody answers such requests
     */
    Future<Confirmed> send();

    /**
     * Sends the same request once more, with the same id.
     *
     * @param attempt which try this is, more than that of the first
     * @param left how long its answer is still waited for: above zero
     */
    Future<Confirmed> sendAgain(int attempt, Duration left);

    /** The call is over: ends its span. Called once. */
    void ended(@Nullable Throwable failure);
}
