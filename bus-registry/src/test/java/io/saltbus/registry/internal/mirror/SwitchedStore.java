package io.saltbus.registry.internal.mirror;

import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.store.InstanceReport;
import io.saltbus.registry.store.LiveHandler;
import io.saltbus.registry.store.PublisherRow;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.SchemaStore;
import io.saltbus.registry.store.StoredSchema;
import io.saltbus.registry.store.TopicSummary;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A map of schemas that several mirrors may share, and that can be cut off from all of them. */
final class SwitchedStore implements SchemaStore {
    /** How it answers. */
    enum Line {
        WORKS,
        FAILS,
        /** Takes every question and never answers. */
        SILENT,
        /** Refuses the service as it is configured. */
        REFUSES
    }

    volatile Line line = Line.WORKS;
    final List<SchemaQuery> queries = new CopyOnWriteArrayList<>();
    final List<InstanceReport> reports = new CopyOnWriteArrayList<>();
    final List<Consumer<String>> watchers = new CopyOnWriteArrayList<>();
    volatile boolean refusesReports;
    final AtomicInteger registrations = new AtomicInteger();
    volatile boolean closed;
    private final Map<String, StoredSchema> rows = new TreeMap<>();

    private <T> Future<T> on(Supplier<T> work) {
        return switch (line) {
            case WORKS -> Future.succeededFuture(work.get());
            case FAILS -> Future.failedFuture(new RegistryException.Unavailable("here", "it is switched off", null));
            case SILENT -> Promise.<T>promise().future();
            case REFUSES -> Future.failedFuture(new RegistryException.Refused("here", "the key is wrong"));
        };
    }

    /** As if another service had registered this; nobody is told. */
    void put(String topic, String version, Schema schema) {
        put(topic, version, schema, SchemaStatus.ACTIVE);
    }

    synchronized void put(String topic, String version, Schema schema, SchemaStatus status) {
        rows.put(
                topic + " " + version,
                new StoredSchema(
                        topic,
                        Version.parse(version),
                        EventMode.BROADCAST,
                        new StoredSchema.Documents(schema.document(), null, null),
                        "elsewhere",
                        new StoredSchema.Entry(null, null, Instant.EPOCH, null, status, null, null)));
    }

    /** As if something that is no schema here had got there. */
    synchronized void putUnreadable(String topic, String version) {
        put(topic, version, Schemas.of("{}"));
        rows.get(topic + " " + version).documents().payload().put("type", "objekt");
    }

    synchronized void remove(String topic, String version) {
        rows.remove(topic + " " + version);
    }

    synchronized boolean has(String topic, String version) {
        return rows.containsKey(topic + " " + version);
    }

    /** Tells the watchers of a change. */
    void tell(String topic) {
        watchers.forEach(watcher -> watcher.accept(topic));
    }

    @Override
    public Future<List<Registration>> register(List<SchemaDeclaration> declarations, Caller service) {
        registrations.incrementAndGet();
        return on(() -> declarations.stream().map(this::register).toList());
    }

    private synchronized Registration register(SchemaDeclaration one) {
        String name = one.topic() + " " + one.version();
        StoredSchema there = rows.get(name);
        if (there == null) {
            put(one.topic(), one.version().toString(), one.schema());
            return answer(one, Registration.Status.REGISTERED, "");
        }
        return Schema.of(there.documents().payload()).sameAs(one.schema())
                ? answer(one, Registration.Status.IDENTICAL, "")
                : answer(one, Registration.Status.CONFLICT, "service " + there.publisher() + " has another");
    }

    private static Registration answer(SchemaDeclaration one, Registration.Status status, String detail) {
        return new Registration(one.topic(), one.version(), status, detail);
    }

    @Override
    public Future<List<StoredSchema>> find(SchemaQuery query) {
        queries.add(query);
        return on(() -> matching(query));
    }

    private synchronized List<StoredSchema> matching(SchemaQuery query) {
        return rows.values().stream()
                .filter(row -> matches(query.patterns(), row.topic()))
                .limit(query.limit())
                .toList();
    }

    private static boolean matches(List<TopicPattern> patterns, String topic) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(topic));
    }

    @Override
    public Future<Void> report(InstanceReport report) {
        if (refusesReports) {
            return Future.failedFuture(new RegistryException.Refused("here", "it takes no reports"));
        }
        return on(() -> {
            reports.add(report);
            return null;
        });
    }

    @Override
    public Future<Watch> watch(Consumer<String> changed) {
        return on(() -> {
            watchers.add(changed);
            return () -> {
                watchers.remove(changed);
                return Future.succeededFuture();
            };
        });
    }

    @Override
    public Future<Void> close() {
        closed = true;
        return Future.succeededFuture();
    }

    @Override
    public Future<List<TopicSummary>> topics(SchemaQuery query) {
        throw new UnsupportedOperationException("no mirror asks for it");
    }

    @Override
    public Future<List<PublisherRow>> publishers(String topic) {
        throw new UnsupportedOperationException("no mirror asks for it");
    }

    @Override
    public Future<List<LiveHandler>> liveHandlers(String topic) {
        throw new UnsupportedOperationException("no mirror asks for it");
    }

    @Override
    public Future<Void> deprecate(String topic, Version version, String reason, Caller who) {
        throw new UnsupportedOperationException("no mirror asks for it");
    }

    @Override
    public Future<Void> retire(String topic, Version version, boolean force, Caller who) {
        throw new UnsupportedOperationException("no mirror asks for it");
    }

    @Override
    public Future<Void> restore(String topic, Version version, Caller who) {
        throw new UnsupportedOperationException("no mirror asks for it");
    }

    @Override
    public Future<Void> setCompatibility(String topic, CompatibilityMode mode, Caller who) {
        throw new UnsupportedOperationException("no mirror asks for it");
    }
}
