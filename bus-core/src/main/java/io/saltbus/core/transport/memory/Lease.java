package io.saltbus.core.transport.memory;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends a queue that nobody uses for a while. Every method is called under the broker's guard. */
final class Lease {
    /** As long as RabbitMQ is told by {@code x-expires}. */
    static final Duration UNUSED = Duration.ofMinutes(1);

    private final Alarm alarm;
    private final Runnable end;
    private Alarm.@Nullable Entry ending;

    /** @param end called under the guard, when it was not used for so long */
    Lease(Alarm alarm, Runnable end) {
        this.alarm = alarm;
        this.end = end;
    }

    /** It is used from now on. */
    void hold() {
        if (ending != null) {
            ending.cancel();
            ending = null;
        }
    }

    /** It is not used from now on. */
    void letGo() {
        hold();
        ending = alarm.at(alarm.dueIn(UNUSED), end);
    }
}
