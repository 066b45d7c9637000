package io.saltbus.core.transport;

import java.util.List;

/**
 * What a broker holds for a bus, item by item.
 *
 * @param items exchanges first, then queues, then bindings
 */
public record TopologyPlan(List<TopologyItem> items) {
    /** Keeps its own copy of the list. */
    public TopologyPlan {
        items = List.copyOf(items);
    }

    /** The items that are in this state. */
    public List<TopologyItem> in(TopologyItem.State state) {
        return items.stream().filter(item -> item.state() == state).toList();
    }

    /** Whether the broker holds everything that the bus needs, as far as can be seen. */
    public boolean complete() {
        return in(TopologyItem.State.MISSING).isEmpty()
                && in(TopologyItem.State.CONFLICT).isEmpty();
    }
}
