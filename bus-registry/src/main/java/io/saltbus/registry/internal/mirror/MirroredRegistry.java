package io.saltbus.registry.internal.mirror;

import io.saltbus.core.event.Version;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.RegistrySettings;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.schema.SchemaRegistry;
import io.saltbus.registry.RegistryOptions;
import io.saltbus.registry.store.SchemaStore;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The registry of one bus: what it needs of a store, in memory. */
public final class MirroredRegistry implements SchemaRegistry {
    private final SchemaStore store;
    private final RegistrySettings settings;
    private final RegistryOptions options;

    /**
     * @param store the truth
     * @param settings what the bus told
     * @param options how it is mirrored
     */
    public MirroredRegistry(SchemaStore store, RegistrySettings settings, RegistryOptions options) {
        this.store = store;
        this.settings = settings;
        this.options = options;
    }

    @Override
    public Future<List<Registration>> register(List<SchemaDeclaration> declarations) {
        return store.register(declarations, new SchemaStore.Caller(settings.service(), settings.serviceVersion()));
    }

    @Override
    public @Nullable Schema find(String topic, Version version) {
        return null;
    }

    @Override
    public SortedMap<Version, Schema> versions(String topic) {
        return Collections.emptySortedMap();
    }

    @Override
    public List<String> troubles() {
        return List.of(options.toString());
    }

    @Override
    public Future<Void> close() {
        return store.close();
    }
}
