package io.saltbus.core.subscribe;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Something done around every call of a handler: a transaction, a check, a measurement. It runs after the event was validated and its
 * turn has come, inside the time limits, on the delivery's context. Each event of a batch goes through by itself, and proceeds once; the
 * handler is called when the last of them has come through or was answered.
 */
@FunctionalInterface
public interface Interceptor {
    /**
     * Handles a delivery, usually by letting it proceed.
     *
     * @param delivery what is being handled
     * @param next the rest of the way, ending in the handler
     * @return the handler's answer, or another; a {@link Settlement} decides, anything else means that the event is handled, and a failed
     *     future leaves it to the retry policy
     */
    Future<@Nullable Object> intercept(DeliveryContext delivery, Next next);

    /** The rest of the way to the handler. */
    @FunctionalInterface
    interface Next {
        /** Goes on, and answers what the handler did. */
        Future<@Nullable Object> proceed();
    }
}
