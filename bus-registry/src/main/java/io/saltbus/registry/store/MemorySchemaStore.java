package io.saltbus.registry.store;

import io.saltbus.core.event.Version;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.internal.memory.Ledger;
import io.saltbus.registry.internal.memory.Roster;
import io.saltbus.registry.internal.memory.Watchers;
import io.saltbus.registry.internal.rules.Retirement;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Schemas in the memory of one process, with everything that the other stores do: for tests, for programs that run alone, and behind a
 * {@link io.saltbus.registry.http.SchemaRegistryVerticle} whose schemas may be lost with it.
 */
public final class MemorySchemaStore implements SchemaStore {
    private static final Duration SILENT_AFTER = Duration.ofSeconds(45);

    private final Vertx vertx;
    private final Scheduler scheduler;
    private final Watchers watchers;
    // both guarded by the lock of the ledger
    private final Ledger ledger = new Ledger();
    private final Roster roster;
    private volatile boolean closed;

    private MemorySchemaStore(Vertx vertx, Scheduler scheduler, Duration silentAfter) {
        this.vertx = vertx;
        this.scheduler = scheduler;
        this.watchers = new Watchers(vertx);
        this.roster = new Roster(scheduler, silentAfter);
    }

    /** An empty store. A process that does not report for 45 s counts as gone. */
    public static MemorySchemaStore create(Vertx vertx, Scheduler scheduler) {
        return create(vertx, scheduler, SILENT_AFTER);
    }

    /**
     * An empty store.
     *
     * @param silentAfter how long a process may not report before it counts as gone: above zero
     */
    public static MemorySchemaStore create(Vertx vertx, Scheduler scheduler, Duration silentAfter) {
        if (silentAfter.isNegative() || silentAfter.isZero()) {
            throw new IllegalArgumentException("silentAfter must be above zero, was " + silentAfter.toMillis() + " ms");
        }
        return new MemorySchemaStore(vertx, scheduler, silentAfter);
    }

    @Override
    public Future<List<Registration>> register(List<SchemaDeclaration> declarations, Caller service) {
        Set<String> changed = new LinkedHashSet<>();
        return locked(() -> declarations.stream()
                        .map(declared -> {
                            Ledger.Entered entered = ledger.enter(declared, service, scheduler.now());
                            if (entered.changed()) {
                                changed.add(declared.topic());
                            }
                            if (entered.accepted()) {
                                roster.declared(declared.topic(), declared.publisher(), service.version());
                            }
                            return entered.answer();
                        })
                        .toList())
                .onSuccess(answers -> changed.forEach(watchers::tell));
    }

    @Override
    public Future<List<StoredSchema>> find(SchemaQuery query) {
        return locked(() -> ledger.find(query));
    }

    @Override
    public Future<List<TopicSummary>> topics(SchemaQuery query) {
        return locked(() -> ledger.topics(query).stream()
                .map(topic -> roster.summary(topic, ledger.versions(topic), ledger.compatibility(topic)))
                .toList());
    }

    @Override
    public Future<List<PublisherRow>> publishers(String topic) {
        return locked(() -> roster.publishers(topic));
    }

    @Override
    public Future<List<LiveHandler>> liveHandlers(String topic) {
        return locked(() -> roster.live(topic));
    }

    @Override
    public Future<Void> deprecate(String topic, Version version, String reason, Caller who) {
        return change(topic, () -> ledger.deprecate(topic, version, reason, scheduler.now()));
    }

    @Override
    public Future<Void> retire(String topic, Version version, boolean force, Caller who) {
        return change(topic, () -> {
            ledger.require(topic, version);
            List<String> inTheWay =
                    force ? List.of() : Retirement.inTheWay(ledger.versions(topic), version, roster.live(topic));
            if (!inTheWay.isEmpty()) {
                throw new RegistryException.StillUsed(topic + " " + version, inTheWay);
            }
            ledger.retire(topic, version, scheduler.now());
        });
    }

    @Override
    public Future<Void> restore(String topic, Version version, Caller who) {
        return change(topic, () -> ledger.restore(topic, version));
    }

    @Override
    public Future<Void> setCompatibility(String topic, CompatibilityMode mode, Caller who) {
        return change(topic, () -> ledger.setCompatibility(topic, mode));
    }

    @Override
    public Future<Void> report(InstanceReport report) {
        return locked(() -> {
                    roster.report(report);
                    return Boolean.TRUE;
                })
                .mapEmpty();
    }

    @Override
    public Future<Watch> watch(Consumer<String> changed) {
        return closed ? Future.failedFuture(gone()) : Future.succeededFuture(watchers.add(changed));
    }

    @Override
    public Future<Void> close() {
        closed = true;
        watchers.clear();
        return Future.succeededFuture();
    }

    private Future<Void> change(String topic, Runnable change) {
        return locked(() -> {
                    change.run();
                    return Boolean.TRUE;
                })
                .onSuccess(done -> watchers.tell(topic))
                .mapEmpty();
    }

    /** On a worker: comparing schemas takes milliseconds, and the lock may be waited for. */
    private <T> Future<T> locked(Callable<T> work) {
        if (closed) {
            return Future.failedFuture(gone());
        }
        return vertx.executeBlocking(
                () -> {
                    synchronized (ledger) {
                        return work.call();
                    }
                },
                false);
    }

    private static RegistryException gone() {
        return new RegistryException.Unavailable("in memory", "it is closed", null);
    }
}
