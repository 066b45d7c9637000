package io.saltbus.core.extension;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.publish.Confirmed;
import io.vertx.core.Future;
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

    /** The call is over: ends its span. Called once. */
    void ended(@Nullable Throwable failure);
}
