package io.saltbus.registry.internal.mirror;

import io.saltbus.core.event.Version;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.RegistrySettings;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.schema.SchemaRegistry;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.saltbus.registry.RegistryOptions;
import io.saltbus.registry.store.SchemaStore;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The registry of one bus: what it needs of a store, in memory. What is asked on the way of a message is answered from memory alone, on the
 * thread that asks; everything else happens at {@link Home}.
 */
public final class MirroredRegistry implements SchemaRegistry {
    private final SchemaMemory memory;
    private final Misses misses;
    private final Usage usage;
    private final Mirroring mirroring;

    /**
     * @param store the truth; the registry closes it
     * @param settings what the bus told
     * @param options how it is mirrored
     */
    public MirroredRegistry(SchemaStore store, RegistrySettings settings, RegistryOptions options) {
        this.memory = new SchemaMemory(options.maxSchemas());
        this.misses = new Misses(settings.scheduler());
        this.usage = new Usage(options.maxSchemas());
        this.mirroring = new Mirroring(store, settings, options, memory, misses, usage);
    }

    @Override
    public Future<List<Registration>> register(List<SchemaDeclaration> declarations) {
        return mirroring.register(declarations);
    }

    @Override
    public @Nullable Schema find(String topic, Version version) {
        KnownTopic known = memory.topic(topic);
        Schema schema = known == null ? null : known.find(version);
        if (schema == null && (known == null || known.stored(version) == null)) {
            missed(topic);
        }
        return schema;
    }

    @Override
    public SortedMap<Version, Schema> versions(String topic) {
        KnownTopic known = memory.topic(topic);
        if (known == null) {
            missed(topic);
            return Collections.emptySortedMap();
        }
        return known.schemas();
    }

    // another look at it, a little later, finds what the store has by then
    private void missed(String topic) {
        if (misses.toBeAsked(topic)) {
            mirroring.fetch(topic);
        }
    }

    @Override
    public SchemaStatus status(String topic, Version version) {
        KnownTopic known = memory.topic(topic);
        return known == null ? SchemaStatus.ACTIVE : known.status(version);
    }

    @Override
    public Future<Void> subscribed(SubscriberDeclaration subscriber) {
        return mirroring.subscribed(subscriber);
    }

    @Override
    public void unsubscribed(SubscriberDeclaration subscriber) {
        mirroring.unsubscribed(subscriber);
    }

    @Override
    public void published(String topic, Version version) {
        usage.published(topic, version);
    }

    @Override
    public void handled(String handler, String topic, @Nullable Version version) {
        usage.handled(handler, topic, version);
    }

    @Override
    public List<String> troubles() {
        var troubles = new ArrayList<String>();
        String away = mirroring.away();
        if (away != null) {
            troubles.add(away);
        }
        troubles.addAll(mirroring.conflicts());
        return troubles;
    }

    @Override
    public Future<Void> close() {
        return mirroring.close();
    }
}
