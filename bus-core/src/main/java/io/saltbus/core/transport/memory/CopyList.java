package io.saltbus.core.transport.memory;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies in order, linked through themselves: a copy that expires, times out or is settled leaves from the middle at once, and moving
 * one from list to list makes no garbage.
 */
final class CopyList {
    private @Nullable Copy first;
    private @Nullable Copy last;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return first == null;
    }

    @Nullable
    Copy first() {
        return first;
    }

    void add(Copy copy) {
        insert(copy, null);
    }

    /** Puts a copy in front of another of this list; at the end where that is null. */
    void insert(Copy copy, @Nullable Copy successor) {
        if (copy.list != null) {
            throw new IllegalStateException("message " + copy.message.envelope().messageId() + " is in a list already");
        }
        Copy predecessor = successor == null ? last : successor.before;
        copy.list = this;
        copy.before = predecessor;
        copy.after = successor;
        if (predecessor == null) {
            first = copy;
        } else {
            predecessor.after = copy;
        }
        if (successor == null) {
            last = copy;
        } else {
            successor.before = copy;
        }
        size++;
    }

    /** Takes a copy of this list out of it. */
    void remove(Copy copy) {
        if (copy.list != this) {
            throw new IllegalStateException("message " + copy.message.envelope().messageId() + " is not in this list");
        }
        Copy predecessor = copy.before;
        Copy successor = copy.after;
        if (predecessor == null) {
            first = successor;
        } else {
            predecessor.after = successor;
        }
        if (successor == null) {
            last = predecessor;
        } else {
            successor.before = predecessor;
        }
        copy.list = null;
        copy.before = null;
        copy.after = null;
        size--;
    }

    /** Takes the first copy out, null where there is none. */
    @Nullable
    Copy poll() {
        Copy head = first;
        if (head != null) {
            remove(head);
        }
        return head;
    }

    /** Visits all, in order; the visitor may take the visited copy out. */
    void forEach(Consumer<Copy> visitor) {
        for (Copy copy = first; copy != null; ) {
            Copy next = copy.after;
            visitor.accept(copy);
            copy = next;
        }
    }
}
