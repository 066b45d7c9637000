package io.saltbus.rabbitmq.internal.consume;

import org.jspecify.annotations.Nullable;

/**
 * Which deliveries of one channel the broker still waits for, in their order, and with how few frames it is told.
 *
 * <p>The completed prefix is acked by one frame that names its last tag: a tag that is already settled would close the channel (406). What
 * is finished behind an unfinished one is acked singly, when asked. Memory and time go with what is unsettled, not with the distance of tags:
 * one handler that takes an hour costs nothing.
 */
final class AckTracker {
    /** What the broker is told. */
    interface Broker {
        /** Acks one tag, or all that are unsettled up to it. */
        void ack(long tag, boolean multiple);

        /** Gives one tag back to its queue. */
        void reject(long tag);
    }

    private enum State {
        OPEN,
        ACKED,
        REJECTED,
        TOLD
    }

    /** The place of one delivery. */
    static final class Ticket {
        private final long tag;
        private State state = State.OPEN;
        private @Nullable Ticket before;
        private @Nullable Ticket after;

        private Ticket(long tag) {
            this.tag = tag;
        }

        /** Whether nothing was decided about it. */
        boolean isOpen() {
            return state == State.OPEN;
        }
    }

    private @Nullable Ticket first;
    private @Nullable Ticket last;
    /** The last ticket up to which none is open. */
    private @Nullable Ticket prefixEnd;

    private int behind;
    private int rejected;
    private int unsettled;
    private int leftovers;
    private long lastLeftover;

    /** A delivery arrived; tags only rise. */
    Ticket delivered(long tag) {
        var ticket = new Ticket(tag);
        ticket.before = last;
        if (last == null) {
            first = ticket;
        } else {
            last.after = ticket;
        }
        last = ticket;
        unsettled++;
        return ticket;
    }

    /**
     * An open delivery is done.
     *
     * @return whether the next flush tells the broker; otherwise one with singles does
     */
    boolean ack(Ticket ticket) {
        behind++;
        close(ticket, State.ACKED);
        return behind == 0 || ticket.tag <= (prefixEnd == null ? 0 : prefixEnd.tag);
    }

    /** An open delivery goes back to its queue, with the next flush. */
    void reject(Ticket ticket) {
        rejected++;
        close(ticket, State.REJECTED);
    }

    /** How many are done, and wait behind one that is not. */
    int behind() {
        return behind;
    }

    /** From now on, those that the broker still waits for are leftovers. */
    void leaveOver() {
        leftovers = unsettled;
        lastLeftover = last == null ? 0 : last.tag;
    }

    /** How many of the leftovers the broker still waits for. */
    int leftovers() {
        return leftovers;
    }

    /** Tells the broker what was rejected, then acks the completed prefix. */
    void flush(Broker broker) {
        Ticket next = first;
        while (rejected > 0 && next != null) {
            Ticket ticket = next;
            next = ticket.after;
            if (ticket.state == State.REJECTED) {
                rejected--;
                unlink(ticket);
                broker.reject(ticket.tag);
            }
        }
        if (prefixEnd != null) {
            long tag = prefixEnd.tag;
            unlinkPrefix(prefixEnd);
            broker.ack(tag, true);
        }
    }

    /** Flushes, and acks all that {@link #behind} counts, each by itself. */
    void flushWithSingles(Broker broker) {
        flush(broker);
        Ticket next = first;
        while (behind > 0 && next != null) {
            Ticket ticket = next;
            next = ticket.after;
            if (ticket.state == State.ACKED) {
                behind--;
                unlink(ticket);
                broker.ack(ticket.tag, false);
            }
        }
    }

    private void close(Ticket ticket, State how) {
        if (ticket.state != State.OPEN) {
            throw new IllegalStateException("delivery tag " + ticket.tag + " is " + ticket.state + " already");
        }
        ticket.state = how;
        if (ticket.before != prefixEnd) {
            return;
        }
        for (Ticket next = ticket; next != null && next.state != State.OPEN; next = next.after) {
            prefixEnd = next;
            if (next.state == State.ACKED) {
                behind--;
            }
        }
    }

    // a handler may keep its delivery for long: its ticket must not keep all later ones in memory
    private void unlink(Ticket ticket) {
        Ticket before = ticket.before;
        Ticket after = ticket.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        if (prefixEnd == ticket) {
            prefixEnd = before;
        }
        told(ticket);
    }

    private void unlinkPrefix(Ticket end) {
        Ticket rest = end.after;
        Ticket next = first;
        while (next != null && next != rest) {
            Ticket ticket = next;
            next = ticket.after;
            told(ticket);
        }
        first = rest;
        if (rest == null) {
            last = null;
        } else {
            rest.before = null;
        }
        prefixEnd = null;
    }

    private void told(Ticket ticket) {
        unsettled--;
        if (ticket.tag <= lastLeftover) {
            leftovers--;
        }
        ticket.state = State.TOLD;
        ticket.before = null;
        ticket.after = null;
    }
}
