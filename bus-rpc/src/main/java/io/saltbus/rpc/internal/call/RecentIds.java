package io.saltbus.rpc.internal.call;

import java.util.LinkedHashMap;
import java.util.Map;

/** The ids that were added last, so many and no more. Safe for use from any thread. */
final class RecentIds {
    private final Map<String, Boolean> ids;

    RecentIds(int most) {
        this.ids = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > most;
            }
        };
    }

    synchronized void add(String id) {
        ids.put(id, true);
    }

    synchronized boolean contains(String id) {
        return ids.containsKey(id);
    }
}
