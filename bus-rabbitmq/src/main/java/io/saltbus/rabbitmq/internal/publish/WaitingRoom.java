package io.saltbus.rabbitmq.internal.publish;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Parcels that cannot be sent yet, in the order in which they will be. */
final class WaitingRoom {
    private final ArrayDeque<Pending> queue = new ArrayDeque<>();
    private final int maxCount;
    private final long maxBytes;
    private long bytes;

    WaitingRoom(int maxCount, long maxBytes) {
        this.maxCount = maxCount;
        this.maxBytes = maxBytes;
    }

    /** What is sent again counts too, so there may be more than the limit; then nothing new is let in. */
    boolean admits(int size) {
        return queue.isEmpty() || (queue.size() < maxCount && bytes + size <= maxBytes);
    }

    void add(Pending pending) {
        queue.addLast(pending);
        bytes += pending.bytes();
    }

    /** Before all others: it was sent once, or nearly. */
    void putBack(Pending pending) {
        pending.waits();
        queue.addFirst(pending);
        bytes += pending.bytes();
    }

    @Nullable
    Pending peek() {
        return queue.peekFirst();
    }

    Pending take() {
        Pending first = queue.removeFirst();
        bytes -= first.bytes();
        return first;
    }

    int count() {
        return queue.size();
    }

    int maxCount() {
        return maxCount;
    }

    /** How full it is, for errors. */
    String fill() {
        return bytes + " of " + maxBytes + " bytes";
    }
}
