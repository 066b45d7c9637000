package io.saltbus.rabbitmq.internal.order;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What keeps the places of one consumer from their queues. What all have in common is logged and listed once. Changed on the loop, listed
 * from any thread.
 */
final class Troubles {
    private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);

    private final Map<String, String> byQueue = new ConcurrentHashMap<>();
    private final Map<String, String> told = new ConcurrentHashMap<>();

    /** A place is not in line, and tries again by itself. */
    void add(String queue, String text) {
        byQueue.put(queue, text);
        if (!told.containsValue(text)) {
            LOG.warn("{}. Trying again every {}", text, Comeback.RANGE);
        }
        told.put(queue, text);
    }

    /** It is in line, or has no reason to be. */
    void remove(String queue) {
        byQueue.remove(queue);
    }

    /** It does what it is there for: the next trouble is news. */
    void forget(String queue) {
        told.remove(queue);
    }

    List<String> all() {
        return byQueue.values().stream().distinct().sorted().toList();
    }
}
