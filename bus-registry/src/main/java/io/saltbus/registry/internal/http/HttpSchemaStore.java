package io.saltbus.registry.internal.http;

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

/** Schemas in a registry that is reached over HTTP. */
public final class HttpSchemaStore implements SchemaStore {
    private final String where;

    private HttpSchemaStore(String where) {
        this.where = where;
    }

    /**
     * Checks an address without contacting it.
     *
     * @throws IllegalArgumentException naming what is wrong with it
     */
    public static void requireAddress(String url) {
        if (!url.startsWith("https://") && !url.startsWith("http://")) {
            throw new IllegalArgumentException("no address of a registry. Accepted: https://host/path");
        }
    }

    /** The store at an address; nothing is contacted yet. */
    public static HttpSchemaStore at(
            Vertx vertx, String url, String apiKey, Scheduler scheduler, RegistryOptions options) {
        return new HttpSchemaStore("http");
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
