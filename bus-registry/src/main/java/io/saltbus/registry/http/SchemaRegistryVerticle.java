package io.saltbus.registry.http;

import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.internal.serve.Api;
import io.saltbus.registry.store.SchemaStore;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves a store to clients of {@link io.saltbus.registry.HttpSchemaRegistry}, and to those of celery-salt. The store stays open when the
 * verticle ends: it belongs to who made it.
 *
 * <p>Deploy as many instances as there are loops to use; they share the port.
 */
public final class SchemaRegistryVerticle extends VerticleBase {
    private final SchemaStore store;
    private final ApiKeys keys;
    private final RegistryServerOptions options;
    private @Nullable HttpServer server;
    private @Nullable Api api;

    /**
     * @param store what is served
     * @param keys who may ask
     * @param options where, and within which bounds
     */
    public SchemaRegistryVerticle(SchemaStore store, ApiKeys keys, RegistryServerOptions options) {
        this.store = store;
        this.keys = keys;
        this.options = options;
    }

    /**
     * The same for a server that does more, such as a management API: it hands over each request whose path begins with the options' path.
     *
     * @param vertx where it runs
     * @param scheduler where time comes from
     */
    public static Handler<HttpServerRequest> handler(
            Vertx vertx, Scheduler scheduler, SchemaStore store, ApiKeys keys, RegistryServerOptions options) {
        return new Api(vertx, scheduler, store, keys, options);
    }

    @Override
    public Future<?> start() {
        var made = new Api(vertx, Scheduler.real(vertx), store, keys, options);
        api = made;
        return vertx.createHttpServer(serverOptions())
                .requestHandler(made)
                .listen()
                .onSuccess(listening -> server = listening);
    }

    private HttpServerOptions serverOptions() {
        var server = new HttpServerOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setCompressionSupported(true)
                .setMaxInitialLineLength(16 << 10)
                // a connection on which nothing moves, neither way, is let go; streams move with each heartbeat
                .setIdleTimeout((int) Math.max(90, 3 * options.heartbeat().toSeconds()))
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        var certificate = options.certificate();
        return certificate == null ? server : server.setSsl(true).setKeyCertOptions(certificate.copy());
    }

    @Override
    public Future<?> stop() {
        Future<?> hushed = api == null ? Future.succeededFuture() : api.close();
        return hushed.transform(done -> server == null ? Future.succeededFuture() : server.close());
    }

    /**
     * The port it listens on.
     *
     * @throws IllegalStateException before it has started
     */
    public int port() {
        if (server == null) {
            throw new IllegalStateException("the registry does not listen yet: wait for its deployment");
        }
        return server.actualPort();
    }
}
