package io.saltbus.core.transport;

import io.saltbus.core.schema.PayloadLimits;
import io.saltbus.core.time.Scheduler;
import java.time.Duration;

/**
 * What every transport is told.
 *
 * @param scheduler where it takes time from
 * @param confirmTimeout how long a publish may wait for its confirm before it fails: above zero, default 30 s
 * @param service the service it works for, such as shown by the broker beside its connections
 * @param format how messages are written; all formats are read
 * @param payloadLimits how large payloads may be, so that no more than that is read of a foreign message
 */
public record TransportSettings(
        Scheduler scheduler, Duration confirmTimeout, String service, WireFormat format, PayloadLimits payloadLimits) {
    /** Checks the ranges. */
    public TransportSettings {
        if (confirmTimeout.isNegative() || confirmTimeout.isZero()) {
            throw new IllegalArgumentException("confirmTimeout must be above zero, was " + confirmTimeout);
        }
    }

    /** Settings for a service called {@code saltbus} that writes the native format. */
    public static TransportSettings of(Scheduler scheduler, Duration confirmTimeout) {
        return new TransportSettings(scheduler, confirmTimeout, "saltbus", WireFormat.NATIVE, PayloadLimits.defaults());
    }
}
