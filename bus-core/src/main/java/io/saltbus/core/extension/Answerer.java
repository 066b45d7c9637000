package io.saltbus.core.extension;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.subscribe.Outcome;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings the answers of one handler to their callers. Called on the contexts of the deliveries; its futures may complete on any thread and never
 * fail. What was admitted is brought to its end by exactly one of {@link #answer} and {@link #fail}.
 */
public interface Answerer {
    /**
     * Asked right before the handler's turn.
     *
     * @return empty where the handler is to be called, otherwise how the delivery ends without it
     */
    Future<Optional<Outcome>> admit(Arrived request);

    /**
     * The handler has answered.
     *
     * @param answer what its future held
     * @return {@code HANDLED} where the caller was told, otherwise what happened instead
     */
    Future<Outcome> answer(Arrived request, @Nullable Object answer);

    /**
     * The handler has failed.
     *
     * @param cause what it failed with, or that its time limit was over
     * @return {@code REFUSED} where the caller was told, otherwise what happened instead
     */
    Future<Outcome> fail(Arrived request, Throwable cause);

    /**
     * The request never reached the handler, and was never admitted.
     *
     * @param cause what is wrong with the request
     * @return {@code REFUSED} where the caller was told, otherwise what happened instead
     */
    Future<Outcome> refuse(Arrived request, Throwable cause);

    /**
     * A request that has arrived: the same object from its admission to its end.
     *
     * @param envelope its envelope; without {@code replyTo} nobody waits for an answer
     * @param redeliveries how often it arrived before without being settled
     * @param deadlineNanos when its caller stops waiting, in the scheduler's nano time; null where that is not known
     */
    record Arrived(
            Envelope envelope, int redeliveries, @Nullable Long deadlineNanos) {}
}
