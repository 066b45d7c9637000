package io.saltbus.core.subscribe;

import io.saltbus.core.event.Envelope;
import io.vertx.core.Future;

/**
 * Handles one event at a time.
 *
 * @param <T> a record with the fields it needs, or {@link io.saltbus.core.event.EventView}
 */
@FunctionalInterface
public interface EventHandler<T> {
    /**
     * Handles an event, on a context of the subscription's.
     *
     * @return completes when the event is handled; a {@link Settlement} as its value decides what becomes of the delivery
     * @throws Exception the same as a failed future: the retry policy decides
     */
    Future<?> handle(T event, Envelope envelope) throws Exception;
}
