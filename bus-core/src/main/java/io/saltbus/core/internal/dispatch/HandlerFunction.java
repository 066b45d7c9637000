package io.saltbus.core.internal.dispatch;

import org.jspecify.annotations.Nullable;

/** What finally runs for an event, or for a list of them. */
@FunctionalInterface
interface HandlerFunction {
    /**
     * Calls the user's code.
     *
     * @param event the event, or the list of them
     * @param envelope its envelope, or the list of them
     * @return a future, a stage, a settlement, any other value, or null
     */
    @Nullable
    Object call(Object event, Object envelope) throws Throwable;
}
