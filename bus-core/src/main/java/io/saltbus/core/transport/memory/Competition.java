package io.saltbus.core.transport.memory;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The consumers of one queue: the highest priority is served first while it has room, and equals take turns. Where the queue keeps an order,
 * one consumer is served until it is gone, or is paused and has let go of everything.
 */
final class Competition {
    private final List<MemoryConsumer> inTurn = new ArrayList<>();
    private final boolean ordered;
    private @Nullable MemoryConsumer active;

    Competition(boolean ordered) {
        this.ordered = ordered;
    }

    boolean isEmpty() {
        return inTurn.isEmpty();
    }

    void add(MemoryConsumer consumer) {
        inTurn.add(endOf(consumer.priority()), consumer);
    }

    void remove(MemoryConsumer consumer) {
        inTurn.remove(consumer);
        if (consumer == active) {
            active = null;
        }
    }

    /** Whose turn it is among those that have room; null where none has. */
    @Nullable
    MemoryConsumer next() {
        if (!ordered) {
            return nextInTurn();
        }
        if (active == null || active.idle()) {
            active = nextInTurn();
        }
        return active != null && active.hasRoom() ? active : null;
    }

    private @Nullable MemoryConsumer nextInTurn() {
        for (int at = 0; at < inTurn.size(); at++) {
            MemoryConsumer consumer = inTurn.get(at);
            if (consumer.hasRoom()) {
                if (inTurn.size() > 1) {
                    inTurn.remove(at);
                    inTurn.add(endOf(consumer.priority()), consumer);
                }
                return consumer;
            }
        }
        return null;
    }

    // consumers are sorted by priority, so this is where the lower ones begin
    private int endOf(int priority) {
        int end = 0;
        while (end < inTurn.size() && inTurn.get(end).priority() >= priority) {
            end++;
        }
        return end;
    }
}
