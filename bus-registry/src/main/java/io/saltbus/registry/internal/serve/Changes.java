package io.saltbus.registry.internal.serve;

import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.http.RegistryServerOptions;
import io.saltbus.registry.store.SchemaStore;
import io.saltbus.registry.store.SchemaStore.Watch;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The streams of changes, fed by one watch of the store. Safe for use from any thread. */
final class Changes {
    private final SchemaStore store;
    private final Scheduler scheduler;
    private final Access access;
    private final RegistryServerOptions options;
    private final Set<ChangeStream> open = ConcurrentHashMap.newKeySet();
    private @Nullable Future<Watch> watch;

    Changes(SchemaStore store, Scheduler scheduler, Access access, RegistryServerOptions options) {
        this.store = store;
        this.scheduler = scheduler;
        this.access = access;
        this.options = options;
    }

    /** Answers a request with a stream that ends with it. */
    void stream(Exchange exchange, HttpServerRequest request) {
        if (open.size() >= options.maxStreams()) {
            throw Problem.of(503, "unavailable", "there are " + options.maxStreams() + " streams open already");
        }
        var stream = new ChangeStream(scheduler, access, options.heartbeat(), exchange.context(), request);
        open.add(stream); // before the watch: what changes from now on is for it as well
        stream.whenOver(() -> open.remove(stream));
        watching()
                .onSuccess(works -> exchange.context().runOnContext(turn -> {
                    if (exchange.end()) {
                        stream.begin();
                    }
                }))
                .onFailure(away -> {
                    open.remove(stream);
                    exchange.context().runOnContext(turn -> exchange.fail(away));
                });
    }

    private synchronized Future<Watch> watching() {
        if (watch == null || watch.failed()) {
            watch = store.watch(topic -> open.forEach(stream -> stream.tell(topic)));
        }
        return watch;
    }

    synchronized Future<Void> close() {
        open.forEach(ChangeStream::end);
        Future<Void> closed = watch == null
                ? Future.succeededFuture()
                : watch.transform(works -> works.succeeded() ? works.result().close() : Future.succeededFuture());
        watch = null;
        return closed;
    }
}
