package io.saltbus.core.internal.dispatch;

import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.transport.Disposition;
import org.jspecify.annotations.Nullable;

/**
 * How a delivery ends, for those who watch and for the broker.
 *
 * @param outcome what is told
 * @param disposition what the broker does
 * @param cause why, where it is no success
 */
record Verdict(
        Outcome outcome, Disposition disposition, @Nullable Throwable cause) {
    static final Verdict HANDLED = new Verdict(Outcome.HANDLED, Disposition.Ack.INSTANCE, null);
    static final Verdict UNWANTED_VERSION = new Verdict(Outcome.UNWANTED_VERSION, Disposition.Ack.INSTANCE, null);
    static final Verdict STALE_BINDING = new Verdict(Outcome.STALE_BINDING, Disposition.Ack.INSTANCE, null);
    static final Verdict RELEASED = new Verdict(Outcome.RELEASED, Disposition.Release.INSTANCE, null);

    /** A request ends, its caller told or not. */
    static Verdict answered(Outcome outcome, @Nullable Throwable cause) {
        return new Verdict(outcome, Disposition.Ack.INSTANCE, cause);
    }

    /** The delivery goes back instead, for the same reason. */
    Verdict released() {
        return new Verdict(Outcome.RELEASED, Disposition.Release.INSTANCE, cause);
    }

    /** The same for those who watch, had the broker been told of it. */
    Verdict unsettled(Throwable why) {
        return new Verdict(Outcome.UNSETTLED, disposition, why);
    }
}
