package io.saltbus.registry.internal.mirror;

import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.RegistrySettings;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.saltbus.core.time.Scheduler.Timer;
import io.saltbus.registry.RegistryOptions;
import io.saltbus.registry.store.SchemaStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The side of a mirror that is turned to the store: registers, loads, watches and reports, whether the store is there or not. */
final class Mirroring {
    private final SchemaStore store;
    private final RegistryOptions options;
    private final Home home;
    private final SchemaMemory memory;
    private final Misses misses;
    private final Interests interests = new Interests();
    private final Declarations declarations;
    private final Loading loading;
    private final Contact contact;
    private final Reports reports;
    private final @Nullable Cache cache;
    private final Promise<Void> closed = Promise.promise();
    private SchemaStore.@Nullable Watch watch;
    private @Nullable Timer refresh;
    private boolean closing;

    Mirroring(
            SchemaStore store,
            RegistrySettings settings,
            RegistryOptions options,
            SchemaMemory memory,
            Misses misses,
            Usage usage) {
        this.store = store;
        this.options = options;
        this.memory = memory;
        this.misses = misses;
        this.home = new Home(
                ((VertxInternal) settings.vertx()).createEventLoopContext(),
                settings.scheduler(),
                "of service " + settings.service());
        this.cache = options.cacheFile() == null ? null : new Cache(options.cacheFile(), home, memory);
        var meters = new MirrorMeters(settings.meters(), settings.service());
        this.declarations =
                new Declarations(store, home, new SchemaStore.Caller(settings.service(), settings.serviceVersion()));
        this.contact = new Contact(
                home,
                settings.random(),
                options.retryInterval(),
                options.startTimeout(),
                this::attempt,
                () -> "declared=" + declarations.told());
        this.loading =
                new Loading(store, home, memory, interests, meters, options.maxSchemas(), this::changed, contact::lost);
        this.reports = new Reports(
                store, home, settings, interests, usage, meters, options.reportInterval(), contact, contact::lost);
        meters.watch(
                memory::size,
                declarations::pending,
                () -> declarations.conflicts().size(),
                () -> contact.trouble() == null ? 0 : 1);
    }

    Future<List<Registration>> register(List<SchemaDeclaration> declared) {
        declared.forEach(one -> memory.declare(one.topic(), one.version(), one.schema()));
        declared.forEach(one -> interests.publishes(one.topic()));
        return home.call(() -> {
            declarations.add(declared);
            return home.within(options.startTimeout(), contact.reach(), this::withoutStore)
                    .map(reached -> declarations.answers(
                            declared, "the registry is away; it is registered when the registry is back"));
        });
    }

    private Future<Void> withoutStore() {
        contact.overdue("no answer within " + options.startTimeout().toMillis() + " ms");
        return fromCache();
    }

    private Future<Void> fromCache() {
        return cache == null ? Future.succeededFuture() : cache.read();
    }

    private Future<Void> attempt() {
        return declarations
                .register()
                .compose(registered -> watch())
                .compose(watching -> loading.loadAll())
                .onSuccess(loaded -> {
                    refreshLater();
                    reports.begin();
                    reports.soon();
                });
    }

    private Future<Void> watch() {
        if (watch != null) {
            return Future.succeededFuture();
        }
        return home.answered(store.watch(topic -> home.run(() -> changedThere(topic))))
                .compose(opened -> {
                    if (closing) {
                        return opened.close();
                    }
                    watch = opened;
                    return Future.succeededFuture();
                });
    }

    private void changedThere(String topic) {
        if (closing) {
            return;
        }
        if (topic.equals("#")) {
            told(loading.loadAll());
        } else if (memory.topic(topic) != null || misses.has(topic) || interests.wants(topic)) {
            Loading.pattern(topic).ifPresent(pattern -> told(loading.load(List.of(pattern))));
        }
    }

    // why a round failed is known to the contact, which tries again
    private static void told(Future<Void> round) {
        round.onFailure(known -> {});
    }

    private void refreshLater() {
        if (refresh == null && !closing) {
            refresh = home.after(options.refreshInterval(), () -> {
                refresh = null;
                refreshLater();
                if (contact.there()) {
                    told(loading.loadAll());
                }
            });
        }
    }

    private void changed() {
        if (cache != null && !closing) {
            cache.changed();
        }
    }

    /** A topic was looked for in vain. */
    void fetch(String topic) {
        home.run(() -> {
            if (!closing && contact.there()) {
                Loading.pattern(topic).ifPresent(pattern -> told(loading.load(List.of(pattern))));
            }
        });
    }

    Future<Void> subscribed(SubscriberDeclaration subscriber) {
        return home.call(() -> {
                    if (closing) {
                        return Future.succeededFuture();
                    }
                    interests.add(subscriber);
                    reports.soon();
                    if (contact.there()) {
                        Future<Void> loaded = loading.load(subscriber.patterns());
                        return home.within(options.startTimeout(), loaded, this::withoutStore);
                    }
                    return contact.trouble() == null
                            ? home.within(options.startTimeout(), contact.reach(), this::withoutStore)
                            : fromCache();
                })
                .recover(failed -> fromCache());
    }

    void unsubscribed(SubscriberDeclaration subscriber) {
        if (interests.remove(subscriber)) {
            home.run(reports::soon);
        }
    }

    /** Why the store is away, in words; null where it is not. */
    @Nullable
    String away() {
        String trouble = contact.trouble();
        int pending = declarations.pending();
        return trouble == null || pending == 0 ? trouble : trouble + "; " + pending + " schemas wait to be registered";
    }

    List<String> conflicts() {
        return declarations.conflicts();
    }

    Future<Void> close() {
        home.call(() -> {
                    if (!closing) {
                        closing = true;
                        end().onComplete(closed);
                    }
                    return Future.<Void>succeededFuture();
                })
                .onFailure(loopIsGone -> store.close().onComplete(closed));
        return closed.future();
    }

    private Future<Void> end() {
        if (refresh != null) {
            refresh.cancel();
        }
        SchemaStore.Watch open = watch;
        return reports.close()
                .onComplete(reported -> contact.close())
                .transform(reported -> cache == null ? Future.succeededFuture() : cache.close())
                .transform(kept -> open == null ? Future.succeededFuture() : open.close())
                .transform(ended -> store.close());
    }
}
