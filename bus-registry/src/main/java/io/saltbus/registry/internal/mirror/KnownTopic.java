package io.saltbus.registry.internal.mirror;

import io.saltbus.core.event.Version;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.registry.store.StoredSchema;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One topic as it is known here: what the store has of it, and what the service itself declares. Immutable but for {@link #asked}. */
final class KnownTopic {
    static final KnownTopic NOTHING = new KnownTopic(Map.of(), Map.of());

    private final Map<Version, Stored> stored;
    private final Map<Version, Schema> own;
    private final SortedMap<Version, Schema> schemas;
    private final Map<Version, SchemaStatus> ended;

    /** Whether somebody asked for it since that was last looked at. A race on it keeps a topic for one round too long or too short. */
    private boolean asked = true;

    /**
     * One version that the store has.
     *
     * @param row as it is there
     * @param schema null where it cannot be compiled, or the service's own stands for it
     */
    record Stored(StoredSchema row, @Nullable Schema schema) {}

    private KnownTopic(Map<Version, Stored> stored, Map<Version, Schema> own) {
        this.stored = stored;
        this.own = own;
        var all = new TreeMap<Version, Schema>();
        var notActive = new HashMap<Version, SchemaStatus>();
        stored.forEach((version, one) -> {
            if (one.schema != null) {
                all.put(version, one.schema);
            }
            if (one.row.status() != SchemaStatus.ACTIVE) {
                notActive.put(version, one.row.status());
            }
        });
        all.putAll(own);
        this.schemas = Collections.unmodifiableSortedMap(all);
        this.ended = Map.copyOf(notActive);
    }

    KnownTopic withStored(Map<Version, Stored> other) {
        return new KnownTopic(Map.copyOf(other), own);
    }

    KnownTopic withOwn(Version version, Schema schema) {
        var more = new HashMap<>(own);
        more.put(version, schema);
        return new KnownTopic(stored, Map.copyOf(more));
    }

    @Nullable
    Schema find(Version version) {
        noteAsked();
        return schemas.get(version);
    }

    SortedMap<Version, Schema> schemas() {
        noteAsked();
        return schemas;
    }

    SchemaStatus status(Version version) {
        return ended.isEmpty() ? SchemaStatus.ACTIVE : ended.getOrDefault(version, SchemaStatus.ACTIVE);
    }

    /** The store's version; null where it has none. */
    @Nullable
    Stored stored(Version version) {
        return stored.get(version);
    }

    Collection<Stored> stored() {
        return stored.values();
    }

    boolean isOwn(Version version) {
        return own.containsKey(version);
    }

    boolean hasOwn() {
        return !own.isEmpty();
    }

    boolean isEmpty() {
        return stored.isEmpty() && own.isEmpty();
    }

    int size() {
        return Math.max(stored.size(), schemas.size());
    }

    // written only where it changes: every message asks, from every thread
    private void noteAsked() {
        if (!asked) {
            asked = true;
        }
    }

    /** Whether somebody asked since the last call. */
    boolean takeAsked() {
        boolean was = asked;
        asked = false;
        return was;
    }
}
