package io.saltbus.core.transport.memory;

import io.saltbus.core.failure.BusException;
import io.saltbus.core.failure.ConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the broker knows of one transport. Read and changed under the guard only. */
final class Session {
    /** Where a session is in its life. It only goes forward. */
    enum State {
        NEW,
        CONNECTED,
        CLOSED
    }

    final String address;
    final Duration confirmTimeout;
    final Set<MemoryConsumer> consumers = new LinkedHashSet<>();
    final List<MemoryQueue> exclusiveQueues = new ArrayList<>();
    State state = State.NEW;

    Session(String address, Duration confirmTimeout) {
        this.address = address;
        this.confirmTimeout = confirmTimeout;
    }

    /** Why nothing can be asked of it; null where it can. */
    @Nullable
    BusException refusal() {
        return switch (state) {
            case NEW -> new ConnectionException.NotStarted(address);
            case CONNECTED -> null;
            case CLOSED -> new ConnectionException.Closed(address);
        };
    }
}
