package io.saltbus.core.observe;

import java.util.List;

/**
 * Whether the bus is well.
 *
 * @param live whether the process should be left running: false only once the bus is closed
 * @param ready whether events can flow now
 * @param reasons why it is not ready, in words; empty where it is
 */
public record Health(boolean live, boolean ready, List<String> reasons) {
    /** Keeps its own copy of the list. */
    public Health {
        reasons = List.copyOf(reasons);
    }
}
