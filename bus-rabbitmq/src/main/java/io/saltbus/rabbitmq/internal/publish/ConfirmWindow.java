package io.saltbus.rabbitmq.internal.publish;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What was sent on one channel and is not confirmed, by delivery tag. Tags count from 1 on each channel.
 *
 * <p>A ring: a tag's place is its low bits. What was given up on stays in it until its confirm comes or its place is needed, so that a late
 * return is not taken for that of a later message with the same id; it does not count as unconfirmed.
 */
final class ConfirmWindow {
    /** How many tags may lie between the first and the last that is kept, in windows: a queue that never confirms holds back no others. */
    private static final int MAX_SPAN = 64;

    private final int maxCount;
    private final long maxBytes;
    private final int maxCapacity;
    private @Nullable Pending[] ring;
    /** No tag below it is kept. */
    private long base = 1;
    /** No tag below it is unconfirmed; what is kept below it was given up on. */
    private long oldest = 1;

    private long next = 1;
    private long lastReturned;
    private int count;
    private long bytes;
    private long strays;

    ConfirmWindow(int maxCount, long maxBytes) {
        this.maxCount = maxCount;
        this.maxBytes = maxBytes;
        int capacity = Integer.highestOneBit(Math.max(1, 2 * maxCount - 1));
        this.ring = new Pending[capacity];
        this.maxCapacity = capacity * MAX_SPAN;
    }

    /** A body that is larger than all may be together goes alone. */
    boolean admits(int size) {
        return count == 0 || (count < maxCount && bytes + size <= maxBytes && hasPlace());
    }

    private boolean hasPlace() {
        return next - base < maxCapacity || base < oldest;
    }

    /** Takes what was just sent; its tag is the next. */
    void add(Pending pending) {
        if (next - base == ring.length) {
            makePlace();
        }
        pending.sent();
        ring[place(next++)] = pending;
        count++;
        bytes += pending.bytes();
    }

    private void makePlace() {
        if (ring.length == maxCapacity) {
            clear(base);
            forgetSettled();
            return;
        }
        var larger = new Pending[ring.length * 2];
        for (long tag = base; tag < next; tag++) {
            larger[(int) tag & (larger.length - 1)] = ring[place(tag)];
        }
        ring = larger;
    }

    /**
     * The broker has spoken about a tag, or with {@code multiple} about all up to it.
     *
     * @param settled gets each that was unconfirmed, in the order of the tags; must not call back
     */
    void settle(long tag, boolean multiple, Consumer<Pending> settled) {
        long last = multiple && tag == 0 ? next - 1 : tag; // AMQP 0-9-1: 0 with multiple is "all so far"
        if (last < base || last >= next || (!multiple && ring[place(last)] == null)) {
            strays++;
            return;
        }
        for (long each = multiple ? base : last; each <= last; each++) {
            Pending pending = ring[place(each)];
            if (pending != null) {
                clear(each);
                if (pending.stage() != Pending.Stage.ABANDONED) {
                    uncount(pending);
                    settled.accept(pending);
                }
            }
        }
        forgetSettled();
    }

    /**
     * A message came back. A return names no tag, but the broker routes, and so returns, in the order of the tags: it is the first after the
     * last that was returned which looks the same.
     *
     * @return its tag, or 0 where it is not known
     */
    long returned(String exchange, String routingKey, @Nullable String messageId) {
        for (long tag = Math.max(base, lastReturned + 1); tag < next; tag++) {
            Pending pending = ring[place(tag)];
            if (pending != null && pending.matches(exchange, routingKey, messageId)) {
                lastReturned = tag;
                if (pending.stage() == Pending.Stage.SENT) {
                    pending.returned();
                }
                return tag;
            }
        }
        strays++;
        return 0;
    }

    /** Whether what is unconfirmed takes half of the room or more. */
    boolean isHalfFull() {
        return 2 * count >= maxCount || 2 * bytes >= maxBytes;
    }

    /** The unconfirmed one that was sent first. */
    @Nullable
    Pending oldest() {
        while (oldest < next) {
            Pending pending = ring[place(oldest)];
            if (pending != null && pending.stage() != Pending.Stage.ABANDONED) {
                return pending;
            }
            oldest++;
        }
        return null;
    }

    /** Gives up on the oldest: it is unconfirmed no longer, whatever the broker will say. */
    void abandonOldest() {
        Pending pending = oldest();
        if (pending != null) {
            uncount(pending);
            pending.abandoned();
            oldest++;
        }
    }

    /**
     * The channel is gone, and its tags with it.
     *
     * @param unconfirmed gets each that was unconfirmed, the last sent first; must not call back
     */
    void lose(Consumer<Pending> unconfirmed) {
        for (long tag = next - 1; tag >= base; tag--) {
            Pending pending = ring[place(tag)];
            if (pending != null && pending.stage() != Pending.Stage.ABANDONED) {
                unconfirmed.accept(pending);
            }
        }
        Arrays.fill(ring, null);
        base = 1;
        oldest = 1;
        next = 1;
        lastReturned = 0;
        count = 0;
        bytes = 0;
    }

    int count() {
        return count;
    }

    /** How full it is, for errors. */
    String fill() {
        return count + " of " + maxCount + " unconfirmed, " + bytes + " of " + maxBytes + " bytes";
    }

    /** How many confirms and returns named nothing that is known. */
    long strays() {
        return strays;
    }

    private void uncount(Pending pending) {
        count--;
        bytes -= pending.bytes();
    }

    private void forgetSettled() {
        while (base < next && ring[place(base)] == null) {
            base++;
        }
        oldest = Math.max(oldest, base);
    }

    private void clear(long tag) {
        ring[place(tag)] = null;
    }

    private int place(long tag) {
        return (int) tag & (ring.length - 1);
    }
}
