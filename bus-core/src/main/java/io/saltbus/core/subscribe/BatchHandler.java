package io.saltbus.core.subscribe;

import io.saltbus.core.event.Envelope;
import io.vertx.core.Future;
import java.util.List;

/**
 * Handles several events in one call.
 *
 * @param <T> a record with the fields it needs, or {@link io.saltbus.core.event.EventView}
 */
@FunctionalInterface
public interface BatchHandler<T> {
    /**
     * Handles events, on a context of the subscription's.
     *
     * @param events at least one
     * @param envelopes theirs, in the same order
     * @return completes when all are handled; its outcome is that of each of them
     * @throws Exception the same as a failed future: the retry policy decides, for each event by its own attempts
     */
    Future<?> handle(List<T> events, List<Envelope> envelopes) throws Exception;
}
