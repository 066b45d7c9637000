package io.saltbus.core.transport.memory;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ready copies of one queue: the highest priority first, and first in, first out among equals. */
final class Backlog {
    private final CopyList[] levels;
    private int size;
    private long lastPosition;

    /** @param priorities how many priorities are told apart: 1, or 10 */
    Backlog(int priorities) {
        levels = new CopyList[priorities];
        Arrays.setAll(levels, level -> new CopyList());
    }

    int size() {
        return size;
    }

    /** Puts a new copy at the end. */
    void add(Copy copy) {
        copy.position = ++lastPosition;
        levels[level(copy)].add(copy);
        size++;
    }

    /** Puts copies that were taken before back at their places, all in one walk. */
    void restore(List<Copy> inOrder) {
        for (int level = 0; level < levels.length; level++) {
            Copy successor = levels[level].first();
            for (Copy copy : inOrder) {
                if (level(copy) == level) {
                    while (successor != null && successor.position < copy.position) {
                        successor = successor.after;
                    }
                    levels[level].insert(copy, successor);
                    size++;
                }
            }
        }
    }

    @Nullable
    Copy poll() {
        for (int level = levels.length - 1; level >= 0; level--) {
            Copy copy = levels[level].poll();
            if (copy != null) {
                size--;
                return copy;
            }
        }
        return null;
    }

    void remove(Copy copy) {
        levels[level(copy)].remove(copy);
        size--;
    }

    /** Visits all, in the order in which they would be handed out. */
    void forEach(Consumer<Copy> visitor) {
        for (int level = levels.length - 1; level >= 0; level--) {
            levels[level].forEach(visitor);
        }
    }

    private int level(Copy copy) {
        return levels.length == 1 ? 0 : copy.message.envelope().priority();
    }
}
