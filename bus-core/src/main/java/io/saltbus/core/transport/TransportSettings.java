package io.saltbus.core.transport;

import io.saltbus.core.time.Scheduler;
import java.time.Duration;

/**
 * What every transport is told.
 *
 * @param scheduler where it takes time from
 * @param confirmTimeout how long a publish may wait for its confirm before it fails: above zero, default 30 s
 */
public record TransportSettings(Scheduler scheduler, Duration confirmTimeout) {
    /** Checks the ranges. */
    public TransportSettings {
        if (confirmTimeout.isNegative() || confirmTimeout.isZero()) {
            throw new IllegalArgumentException("confirmTimeout must be above zero, was " + confirmTimeout);
        }
    }
}
