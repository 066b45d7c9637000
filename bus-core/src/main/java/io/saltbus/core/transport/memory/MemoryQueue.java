package io.saltbus.core.transport.memory;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.transport.DeadLetter;
import io.saltbus.core.transport.DeathReport;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.QueueSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One queue: what is ready, what waits for room, who consumes. Every method is called under the broker's guard. */
final class MemoryQueue {
    private static final String EXPIRED = "expired";

    final String name;
    final QueueSpec.Kind kind;
    final @Nullable Session owner;
    final int partitions;
    /** Where its dead letters go; null where that was never declared, and they then stay here. */
    @Nullable
    MemoryQueue deadLetters;

    /** Whether it takes the dead letters of another queue. */
    boolean graveyard;

    private final Broker broker;
    private final Backlog ready;
    private final CopyList waiting = new CopyList();
    private final Competition consumers;
    /** Null where it lives on without consumers. */
    private final @Nullable Lease lease;

    private int unsettled;
    private boolean deleted;

    /**
     * @param owner the session that an exclusive queue goes with; null for the other kinds
     * @param partitions above 0 where keys are kept in order
     */
    MemoryQueue(Broker broker, String name, QueueSpec.Kind kind, @Nullable Session owner, int partitions) {
        this.broker = broker;
        this.name = name;
        this.kind = kind;
        this.owner = owner;
        this.partitions = partitions;
        this.consumers = new Competition(partitions > 0);
        this.lease = kind == QueueSpec.Kind.RESPONDER ? new Lease(broker.alarm, () -> broker.remove(this)) : null;
        this.ready = new Backlog(kind == QueueSpec.Kind.PRIORITY ? 10 : 1);
    }

    int depth() {
        return ready.size();
    }

    int unsettled() {
        return unsettled;
    }

    int waiting() {
        return waiting.size();
    }

    /** Whether nothing moves here. Dead letters that nobody consumes are at rest. */
    boolean quiet() {
        boolean resting = ready.size() == 0 || (graveyard && consumers.isEmpty());
        return resting && unsettled == 0 && waiting.isEmpty();
    }

    List<DeadLetter> deadLetterSnapshot() {
        var letters = new ArrayList<DeadLetter>();
        ready.forEach(copy -> {
            if (copy.death != null) {
                letters.add(new DeadLetter(copy.message, copy.death));
            }
        });
        return letters;
    }

    /** Whether a publish can neither be taken nor wait. */
    boolean overloaded() {
        return waiting.size() >= broker.capacity;
    }

    /** Takes a published copy, or lets it wait for room. */
    void offer(Copy copy, PendingPublish publish) {
        if (ready.size() < broker.capacity) {
            publish.taken();
            append(copy);
        } else {
            copy.publish = publish;
            publish.waitFor(copy);
            waiting.add(copy);
        }
    }

    /** Takes a copy whether or not there is room: what the broker has promised to keep. */
    void append(Copy copy) {
        if (deleted) {
            return;
        }
        enter(copy);
        dispatch();
    }

    /** The publishes of a session that wait for room here. */
    List<PendingPublish> waitingOf(Session session) {
        var found = new ArrayList<PendingPublish>();
        waiting.forEach(copy -> {
            if (copy.publish != null && copy.publish.session == session) {
                found.add(copy.publish);
            }
        });
        return found;
    }

    /** Where it goes without consumers, its time begins anew while it has none. */
    void renewLease() {
        if (lease != null && consumers.isEmpty()) {
            lease.letGo();
        }
    }

    void join(MemoryConsumer consumer) {
        consumers.add(consumer);
        if (lease != null) {
            lease.hold();
        }
        dispatch();
    }

    void leave(MemoryConsumer consumer) {
        consumers.remove(consumer);
        renewLease();
    }

    /** Puts copies that a consumer had back at their places. */
    void restore(List<Copy> copies) {
        unsettled -= copies.size();
        if (deleted) {
            return;
        }
        copies.removeIf(copy -> copy.done);
        copies.sort(Comparator.comparingLong(copy -> copy.position));
        ready.restore(copies);
        copies.forEach(this::watchExpiry);
        dispatch();
    }

    /** Ends a delivery whose copy its consumer has let go. */
    void settle(Copy copy, Disposition how) {
        if (how instanceof Disposition.Release) {
            restore(new ArrayList<>(List.of(copy)));
            return;
        }
        unsettled--;
        if (how instanceof Disposition.Retry retry) {
            var again = new Copy(copy.message.withEnvelope(retry.envelope()), null, copy.death);
            if (retry.after().isZero() || retry.after().isNegative()) {
                append(again);
            } else {
                broker.hold(retry.after(), () -> append(again));
            }
        } else if (how instanceof Disposition.DeadLetter dead) {
            bury(copy, dead.report());
        }
        dispatch();
    }

    /** Hands out what is ready to whoever has room, and lets in what waits. Nothing else may leave a ready copy beside a free consumer. */
    void dispatch() {
        do {
            while (ready.size() > 0) {
                MemoryConsumer consumer = consumers.next();
                Copy copy = consumer == null ? null : ready.poll();
                if (consumer == null || copy == null) {
                    break;
                }
                unwatchExpiry(copy);
                if (copy.expiresAfter != null && broker.alarm.isDue(copy.expiresAt)) {
                    expire(copy);
                } else {
                    unsettled++;
                    consumer.take(copy);
                }
            }
        } while (admit());
    }

    /** Ends the queue and all that is in it. */
    void delete() {
        deleted = true;
        ready.forEach(copy -> {
            unwatchExpiry(copy);
            ready.remove(copy);
        });
        waiting.forEach(copy -> {
            waiting.remove(copy);
            if (copy.publish != null) {
                copy.publish.stopWaitingFor(copy);
            }
        });
    }

    private boolean admit() {
        boolean any = false;
        while (ready.size() < broker.capacity && !waiting.isEmpty()) {
            Copy copy = waiting.poll();
            if (copy != null) {
                PendingPublish publish = copy.publish;
                copy.publish = null;
                enter(copy);
                any = true;
                if (publish != null) {
                    publish.taken();
                    publish.stopWaitingFor(copy);
                }
            }
        }
        return any;
    }

    private void enter(Copy copy) {
        if (copy.expiresAfter != null) {
            copy.expiresAt = broker.alarm.dueIn(copy.expiresAfter);
        }
        ready.add(copy);
        watchExpiry(copy);
    }

    private void watchExpiry(Copy copy) {
        if (copy.expiresAfter != null) {
            copy.expiry = broker.alarm.at(copy.expiresAt, () -> {
                copy.expiry = null;
                ready.remove(copy);
                expire(copy);
                dispatch();
            });
        }
    }

    private void unwatchExpiry(Copy copy) {
        if (copy.expiry != null) {
            copy.expiry.cancel();
            copy.expiry = null;
        }
    }

    private void expire(Copy copy) {
        if (kind == QueueSpec.Kind.RESPONDER) { // its caller waits no longer, and nobody else was ever meant to see it
            return;
        }
        Envelope envelope = copy.message.envelope();
        Instant now = broker.scheduler.now();
        Instant first = envelope.firstFailedAt();
        String text = "message " + envelope.messageId() + " was not taken from " + name + " within its "
                + (copy.expiresAfter == null ? 0 : copy.expiresAfter.toMillis()) + " ms";
        bury(
                copy,
                new DeathReport(
                        name, EXPIRED, text, "", envelope.attempt() - 1, first == null ? now : first, now, List.of()));
    }

    private void bury(Copy copy, DeathReport report) {
        MemoryQueue grave = deadLetters == null ? this : deadLetters;
        grave.append(new Copy(copy.message, null, report));
    }
}
