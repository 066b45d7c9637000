package io.saltbus.core.transport.memory;

import io.saltbus.core.transport.DeathReport;
import io.saltbus.core.transport.Message;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A message in one queue: every queue that takes it has a copy of its own. It is in one {@link CopyList} at a time, as ready, waiting
 * for room, or with a consumer.
 */
final class Copy {
    final Message message;
    final @Nullable Duration expiresAfter;
    final @Nullable DeathReport death;

    /** The place in the queue, by which a copy that comes back finds its place again; 0 before it is in. */
    long position;
    /** When it expires, on the scheduler's monotonic clock; only where {@link #expiresAfter} is given. */
    long expiresAt;
    /** What expires it; null where it is not ready, or does not expire. */
    Alarm.@Nullable Entry expiry;
    /** Whose confirm it holds back; null where it does not wait for room. */
    @Nullable
    PendingPublish publish;
    /** The delivery that may settle it; null while it is with no handler. */
    @Nullable
    MemoryDelivery delivery;

    int redeliveries;

    /** Whether it was acked before its handler ran, and so never comes back by itself. */
    boolean done;

    @Nullable
    CopyList list;

    @Nullable
    Copy before;

    @Nullable
    Copy after;

    Copy(Message message, @Nullable Duration expiresAfter, @Nullable DeathReport death) {
        this.message = message;
        this.expiresAfter = expiresAfter;
        this.death = death;
    }
}
