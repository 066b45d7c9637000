package io.saltbus.core.observe;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.subscribe.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The end of one delivery.
 *
 * @param handler the handler's name
 * @param queue its queue
 * @param envelope the message's, as it arrived
 * @param outcome what became of it
 * @param cause why it was retried, is a dead letter, or could not be settled; otherwise null
 * @param took from its arrival in this process to its settlement
 */
public record Settled(
        String handler,
        String queue,
        Envelope envelope,
        Outcome outcome,
        @Nullable Throwable cause,
        Duration took) {}
