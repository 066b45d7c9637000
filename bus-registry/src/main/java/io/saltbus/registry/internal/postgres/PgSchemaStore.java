package io.saltbus.registry.internal.postgres;

import io.saltbus.core.event.Version;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.time.Scheduler;
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
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Schemas in tables of PostgreSQL, shared with celery-salt. Nothing is contacted before the first operation, which also sees to it that
 * the tables are those that this program knows.
 */
public final class PgSchemaStore implements SchemaStore {
    private static final Logger LOG = LoggerFactory.getLogger(PgSchemaStore.class);

    private final Vertx vertx;
    private final PgAddress address;
    private final Scheduler scheduler;
    private final Database database;
    private final Supplier<Future<Void>> prepare;
    private final Registrar registrar;
    private final Lookup lookup;
    private final Reports reports;
    private final Lifecycle lifecycle;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    /** Whether the tables are right; asked once, and again after a failure. */
    private final AtomicReference<@Nullable Future<Void>> ready = new AtomicReference<>();

    private PgSchemaStore(Vertx vertx, PgAddress address, Scheduler scheduler, RegistryOptions options) {
        this.vertx = vertx;
        this.address = address;
        this.scheduler = scheduler;
        this.database = new Database(vertx, address, scheduler);
        this.prepare = options.migrateAtStart() ? this::migrate : this::checkTables;
        this.registrar = new Registrar(vertx, database, scheduler);
        this.lookup = new Lookup(vertx, database);
        this.reports = new Reports(vertx, database, options.reportInterval());
        this.lifecycle = new Lifecycle(database, lookup, reports);
    }

    /**
     * Checks an address without contacting it.
     *
     * @throws IllegalArgumentException naming what is wrong with it, without quoting a password
     */
    public static void requireAddress(String url) {
        PgAddressReader.read(url);
    }

    /**
     * The store at an address; nothing is contacted yet.
     *
     * @throws IllegalArgumentException naming what is wrong with the address, without quoting a password
     */
    public static PgSchemaStore at(Vertx vertx, String url, Scheduler scheduler, RegistryOptions options) {
        return new PgSchemaStore(vertx, PgAddressReader.read(url), scheduler, options);
    }

    // one that takes longer goes on, and the next operation sees how far it is
    private Future<Void> migrate() {
        return database.within(
                database.longest(),
                () -> new Migrator(address).migrate(vertx).mapEmpty(),
                () -> LOG.warn(
                        "the migration of {} takes more than {} ms",
                        address,
                        database.longest().toMillis()));
    }

    private Future<Void> checkTables() {
        return database.query(TablesVersion.SELECT, Tuple.tuple()).map(rows -> {
            var versions = new ArrayList<String>();
            rows.forEach(row -> versions.add(row.getString(0)));
            TablesVersion.newest(versions).requireUsable(address);
            return null;
        });
    }

    private <T> Future<T> whenReady(Supplier<Future<T>> operation) {
        Promise<T> promise = ((ContextInternal) vertx.getOrCreateContext()).promise();
        ready().compose(usable -> operation.get()).onComplete(promise);
        return promise.future();
    }

    private Future<Void> ready() {
        Promise<Void> asked = Promise.promise();
        Future<Void> known = ready.compareAndExchange(null, asked.future());
        if (known != null) {
            return known;
        }
        prepare.get().onComplete(asked);
        return asked.future().onFailure(failure -> ready.set(null));
    }

    @Override
    public Future<List<Registration>> register(List<SchemaDeclaration> declarations, Caller service) {
        return whenReady(() -> registrar.register(List.copyOf(declarations), service));
    }

    @Override
    public Future<List<StoredSchema>> find(SchemaQuery query) {
        return whenReady(() -> lookup.find(query));
    }

    @Override
    public Future<List<TopicSummary>> topics(SchemaQuery query) {
        return whenReady(() -> lookup.topics(query));
    }

    @Override
    public Future<List<PublisherRow>> publishers(String topic) {
        return whenReady(() -> lookup.publishers(topic));
    }

    @Override
    public Future<List<LiveHandler>> liveHandlers(String topic) {
        return whenReady(() -> reports.liveHandlers(topic));
    }

    @Override
    public Future<Void> deprecate(String topic, Version version, String reason, Caller who) {
        return whenReady(() -> lifecycle.deprecate(topic, version, reason, who));
    }

    @Override
    public Future<Void> retire(String topic, Version version, boolean force, Caller who) {
        return whenReady(() -> lifecycle.retire(topic, version, force, who));
    }

    @Override
    public Future<Void> restore(String topic, Version version, Caller who) {
        return whenReady(() -> lifecycle.restore(topic, version, who));
    }

    @Override
    public Future<Void> setCompatibility(String topic, CompatibilityMode mode, Caller who) {
        return whenReady(() -> lifecycle.setCompatibility(topic, mode, who));
    }

    /** A report that arrives again, because its sender did not hear that it had, is not counted again: it is known by its time. */
    @Override
    public Future<Void> report(InstanceReport report) {
        return whenReady(() -> reports.report(report));
    }

    @Override
    public Future<Watch> watch(Consumer<String> changed) {
        return whenReady(() -> ChangeWatch.open(vertx, address, scheduler, changed))
                .map(this::kept);
    }

    private Watch kept(Watch watch) {
        watches.add(watch);
        return () -> {
            watches.remove(watch);
            return watch.close();
        };
    }

    @Override
    public Future<Void> close() {
        List<Future<Void>> ends =
                new ArrayList<>(watches.stream().map(Watch::close).toList());
        watches.clear();
        ends.add(database.close());
        return Future.join(ends).mapEmpty();
    }
}
