package io.saltbus.core.publish;

import io.saltbus.core.failure.BusException;

/** What became of one event of many: {@link Confirmed} or {@link Failed}. */
public sealed interface PublishOutcome permits Confirmed, PublishOutcome.Failed {
    /**
     * The event was not confirmed.
     *
     * @param cause why; {@link BusException#retryable()} says whether to try again
     */
    record Failed(BusException cause) implements PublishOutcome {}
}
