package io.saltbus.registry.internal.postgres;

import io.saltbus.core.event.Version;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.RegistryOptions;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.store.InstanceReport;
import io.saltbus.registry.store.LiveHandler;
import io.saltbus.registry.store.PublisherRow;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.SchemaStore;
import io.saltbus.registry.store.StoredSchema;
import io.saltbus.registry.store.TopicSummary;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Consumer;

/** Schemas in tables of PostgreSQL. */
public final class PgSchemaStore implements SchemaStore {
    private final String where;

    private PgSchemaStore(String where) {
        this.where = where;
    }

    /**
     * Checks an address without contacting it.
     *
     * @throws IllegalArgumentException naming what is wrong with it, without quoting a password
     */
    public static void requireAddress(String url) {
        if (!url.startsWith("postgresql://") && !url.startsWith("postgres://")) {
            throw new IllegalArgumentException("no address of PostgreSQL. Accepted: postgresql://user@host/database");
        }
    }

    /** The store at an address; nothing is contacted yet. */
    public static PgSchemaStore at(Vertx vertx, String url, Scheduler scheduler, RegistryOptions options) {
        return new PgSchemaStore("postgresql");
    }

    private <T> Future<T> away() {
        return Future.failedFuture(new RegistryException.Unavailable(where, "it is being built", null));
    }

    @Override
    public Future<List<Registration>> register(List<SchemaDeclaration> declarations, Caller service) {
        return away();
    }

    @Override
    public Future<List<StoredSchema>> find(SchemaQuery query) {
        return away();
    }

    @Override
    public Future<List<TopicSummary>> topics(SchemaQuery query) {
        return away();
    }

    @Override
    public Future<List<PublisherRow>> publishers(String topic) {
        return away();
    }

    @Override
    public Future<List<LiveHandler>> liveHandlers(String topic) {
        return away();
    }

    @Override
    public Future<Void> deprecate(String topic, Version version, String reason, Caller who) {
        return away();
    }

    @Override
    public Future<Void> retire(String topic, Version version, boolean force, Caller who) {
        return away();
    }

    @Override
    public Future<Void> restore(String topic, Version version, Caller who) {
        return away();
    }

    @Override
    public Future<Void> setCompatibility(String topic, CompatibilityMode mode, Caller who) {
        return away();
    }

    @Override
    public Future<Void> report(InstanceReport report) {
        return away();
    }

    @Override
    public Future<Watch> watch(Consumer<String> changed) {
        return away();
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
