package io.saltbus.rpc.internal.call;

import io.saltbus.core.failure.BusException;
import io.saltbus.rpc.CallException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The calls that wait, by their ids. A call leaves it at its end by itself. Safe for use from any thread. */
final class PendingCalls {
    private final int limit;
    private final Map<String, PendingCall<?>> byId = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private volatile boolean closed;

    /** @param limit how many may wait at once */
    PendingCalls(int limit) {
        this.limit = limit;
    }

    /**
     * Lets a call wait.
     *
     * @return why it may not, or null
     */
    @Nullable
    BusException add(PendingCall<?> call) {
        int waiting = size.getAndIncrement();
        if (waiting >= limit) {
            size.decrementAndGet();
            return new CallException.TooManyCalls(waiting, limit);
        }
        if (byId.putIfAbsent(call.id(), call) != null) {
            size.decrementAndGet();
            return new CallException.InProgress(call.what(), call.id());
        }
        call.atEnd(() -> remove(call));
        // asked after it was put: a close that comes later finds it
        return closed ? new CallException.Closed(call.what()) : null;
    }

    private void remove(PendingCall<?> call) {
        byId.remove(call.id(), call);
        size.decrementAndGet();
    }

    @Nullable
    PendingCall<?> find(String id) {
        return byId.get(id);
    }

    List<PendingCall<?>> all() {
        return List.copyOf(byId.values());
    }

    int size() {
        return size.get();
    }

    /** Ends all that wait, and whatever comes. */
    void close() {
        closed = true;
        all().forEach(call -> call.fail(new CallException.Closed(call.what())));
    }
}
