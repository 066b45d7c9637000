package io.saltbus.registry.internal.mirror;

import io.saltbus.core.event.Version;
import io.saltbus.core.schema.Schema;
import io.saltbus.registry.internal.mirror.KnownTopic.Stored;
import io.saltbus.registry.store.StoredSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schemas that are in memory, by topic. Read from any thread, without a lock; what the store has is put here by one thread at a time, and
 * never on an event loop, as compiling takes time.
 */
final class SchemaMemory {
    private static final Logger LOG = LoggerFactory.getLogger("io.saltbus.registry");

    private final int most;
    private final ConcurrentMap<String, KnownTopic> topics = new ConcurrentHashMap<>();

    /** @param most how many schemas are kept, apart from the service's own */
    SchemaMemory(int most) {
        this.most = most;
    }

    @Nullable
    KnownTopic topic(String topic) {
        return topics.get(topic);
    }

    /** Keeps a schema of the service itself, for good. */
    void declare(String topic, Version version, Schema schema) {
        topics.compute(topic, (name, known) -> (known == null ? KnownTopic.NOTHING : known).withOwn(version, schema));
    }

    /**
     * Puts what a store has in place of what was known.
     *
     * @param found all that it has of some topics
     * @param gone which topics the store has nothing of where nothing was found
     * @return whether anything has changed
     */
    boolean replace(List<StoredSchema> found, Predicate<String> gone) {
        boolean changed = false;
        Map<String, List<StoredSchema>> byTopic = found.stream().collect(Collectors.groupingBy(StoredSchema::topic));
        for (Map.Entry<String, List<StoredSchema>> one : byTopic.entrySet()) {
            changed |= replace(one.getKey(), one.getValue());
        }
        for (String topic : List.copyOf(topics.keySet())) {
            if (!byTopic.containsKey(topic) && gone.test(topic)) {
                changed |= replace(topic, List.of());
            }
        }
        return changed;
    }

    private boolean replace(String topic, List<StoredSchema> rows) {
        KnownTopic before = topics.getOrDefault(topic, KnownTopic.NOTHING);
        Map<Version, Stored> now = new HashMap<>();
        rows.forEach(row -> now.put(row.version(), stored(row, before)));
        if (now.size() == before.stored().size()
                && now.entrySet().stream().allMatch(one -> one.getValue().equals(before.stored(one.getKey())))) {
            return false;
        }
        topics.compute(topic, (name, known) -> {
            KnownTopic next = (known == null ? KnownTopic.NOTHING : known).withStored(now);
            return next.isEmpty() ? null : next;
        });
        return true;
    }

    private static Stored stored(StoredSchema row, KnownTopic before) {
        if (before.isOwn(row.version())) {
            return new Stored(row, null);
        }
        Stored old = before.stored(row.version());
        if (old != null
                && old.row().documents().payload().equals(row.documents().payload())) {
            return new Stored(row, old.schema());
        }
        return new Stored(row, compiled(row));
    }

    // what another language or another version of this library has put there need not be readable here
    private static @Nullable Schema compiled(StoredSchema row) {
        try {
            return Schema.of(row.documents().payload());
        } catch (RuntimeException refused) {
            LOG.warn(
                    "schema_unreadable topic={} version={} publisher={} cause=\"{}\": it is as if it were unknown here",
                    row.topic(),
                    row.version(),
                    row.publisher(),
                    refused.getMessage());
            return null;
        }
    }

    /**
     * Forgets topics until the bound is kept: first those that nobody asked for lately, then others; never the service's own.
     *
     * @param wanted which topics are subscribed to, and go last
     * @return how many subscribed topics had to go
     */
    int shrink(Predicate<String> wanted) {
        int over = size() - most;
        int lost = 0;
        if (over > 0) {
            over -= forget(topic -> !wanted.test(topic), over, true);
            over -= forget(topic -> !wanted.test(topic), over, false);
            int before = topics.size();
            over -= forget(topic -> true, over, true);
            forget(topic -> true, over, false);
            lost = before - topics.size();
        }
        return lost;
    }

    private int forget(Predicate<String> which, int over, boolean onlyUnasked) {
        int freed = 0;
        for (Map.Entry<String, KnownTopic> one : topics.entrySet()) {
            KnownTopic known = one.getValue();
            boolean hold = freed >= over || known.hasOwn() || !which.test(one.getKey());
            if (!hold && !(onlyUnasked && known.takeAsked())) {
                topics.remove(one.getKey(), known);
                freed += known.size();
            }
        }
        return freed;
    }

    /** How many schemas are kept. */
    int size() {
        return topics.values().stream().mapToInt(KnownTopic::size).sum();
    }

    /** The topics that are kept. */
    List<String> topics() {
        return List.copyOf(topics.keySet());
    }

    /** What the store has of what is kept, for a start without it. */
    List<StoredSchema> rows() {
        var rows = new ArrayList<StoredSchema>();
        topics.values().forEach(known -> known.stored().forEach(one -> rows.add(one.row())));
        return rows;
    }
}
