package io.saltbus.core.transport.memory;

import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.transport.QueueSpec;
import org.jspecify.annotations.Nullable;

/** What may not change when a queue is declared again: all but its patterns. */
final class Redeclaration {
    private Redeclaration() {}

    /** Why the queue cannot become what is declared; null where it can. */
    static @Nullable ConfigurationException refusal(MemoryQueue queue, QueueSpec spec, Session session) {
        if (queue.kind != spec.kind()) {
            return refused(queue, session, "is " + queue.kind + " and was declared as " + spec.kind());
        }
        if (queue.partitions != spec.partitions()) {
            return refused(
                    queue,
                    session,
                    "has " + queue.partitions + " partitions and was declared with " + spec.partitions());
        }
        if (queue.owner != null && queue.owner != session) {
            return refused(queue, session, "is exclusive to another bus, which has to close first");
        }
        MemoryQueue grave = queue.deadLetters;
        if (grave != null && !grave.name.equals(spec.deadLetters())) {
            return refused(
                    queue,
                    session,
                    "has its dead letters in " + grave.name + " and was declared with " + spec.deadLetters());
        }
        return null;
    }

    private static ConfigurationException refused(MemoryQueue queue, Session session, String difference) {
        return new ConfigurationException("queue " + queue.name + " of " + session.address + " " + difference
                + ": declare it as it is, or give the subscription another name");
    }
}
