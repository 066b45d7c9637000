package io.saltbus.core.observe;

import java.util.List;

/**
 * Whether the bus is well.
 *
 * @param live whether the process should be left running: false only once the bus is closed
 * @param ready whether events can flow now
 * @param reasons why it is not ready, in words; empty where it is
 * @param remarks what else an operator should know, in words, while events flow: that the registry is away, or refuses what this service
 *     declares. None of them makes the bus unready: a registry is needed neither to publish nor to handle, and to take every instance
 *     of every service out of use because one shared place is away would make an outage of what is none
 */
public record Health(boolean live, boolean ready, List<String> reasons, List<String> remarks) {
    /** Keeps its own copies of the lists. */
    public Health {
        reasons = List.copyOf(reasons);
        remarks = List.copyOf(remarks);
    }
}
