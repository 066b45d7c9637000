package io.saltbus.core.transport.memory;

import io.saltbus.core.event.TopicPattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which queues a topic is routed to. A topic is looked for among the patterns once, and remembered until a binding changes. */
final class Bindings {
    /** Topics remembered; where a publisher makes up topics without end, all are forgotten at this number and learnt anew. */
    static final int MAX_REMEMBERED = 10_000;

    private final TopicTrie<MemoryQueue> trie = new TopicTrie<>();
    private final Map<MemoryQueue, List<TopicPattern>> patterns = new HashMap<>();
    private final Map<String, List<MemoryQueue>> remembered = new HashMap<>();

    /** Binds a queue by these patterns and by no others. */
    void bind(MemoryQueue queue, List<TopicPattern> wanted) {
        unbind(queue);
        wanted.forEach(pattern -> trie.add(pattern, queue));
        patterns.put(queue, wanted);
    }

    void unbind(MemoryQueue queue) {
        List<TopicPattern> bound = patterns.remove(queue);
        if (bound != null) {
            bound.forEach(pattern -> trie.remove(pattern, queue));
        }
        remembered.clear();
    }

    /** The queues that a message of this topic goes to, each once. */
    List<MemoryQueue> route(String topic) {
        List<MemoryQueue> known = remembered.get(topic);
        if (known != null) {
            return known;
        }
        if (remembered.size() >= MAX_REMEMBERED) {
            remembered.clear();
        }
        List<MemoryQueue> found = List.copyOf(trie.match(topic));
        remembered.put(topic, found);
        return found;
    }
}
