package io.saltbus.registry.http;

import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.store.MemorySchemaStore;
import io.saltbus.registry.store.SchemaStore;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A registry in memory on a free port of loopback, on a Vert.x of its own. */
public final class RegistryServer implements AutoCloseable {
    public static final String SERVICE = "service-secret-0123456789";
    public static final String READER = "reader-secret-0123456789";
    public static final String ADMIN = "admin-secret-0123456789";
    public static final String EXPIRED = "expired-secret-0123456789";

    private static final ApiKeys KEYS = ApiKeys.of(Map.of(
            SERVICE, ApiKey.ofService("orders-key"),
            READER, ApiKey.ofService("dashboard").withRights(Set.of(ApiKey.Right.READ)),
            ADMIN, ApiKey.ofAdmin("operator"),
            EXPIRED, ApiKey.ofAdmin("leaver").withExpiresAt(Instant.parse("2026-01-01T00:00:00Z"))));

    private final Vertx vertx = Vertx.vertx();
    private final SchemaStore store;
    private final SchemaRegistryVerticle verticle;

    private RegistryServer(
            UnaryOperator<RegistryServerOptions> adjusted, UnaryOperator<SchemaStore> worn, ApiKeys keys) {
        store = worn.apply(MemorySchemaStore.create(vertx, Scheduler.real(vertx)));
        verticle = new SchemaRegistryVerticle(
                store, keys, adjusted.apply(RegistryServerOptions.defaults().withPort(0)));
        try {
            vertx.deployVerticle(verticle)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        } catch (RuntimeException refused) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
            throw refused;
        }
    }

    public static RegistryServer start() {
        return start(options -> options);
    }

    public static RegistryServer start(UnaryOperator<RegistryServerOptions> adjusted) {
        return new RegistryServer(adjusted, store -> store, KEYS);
    }

    public static RegistryServer start(
            UnaryOperator<RegistryServerOptions> adjusted, UnaryOperator<SchemaStore> worn, ApiKeys keys) {
        return new RegistryServer(adjusted, worn, keys);
    }

    public static ApiKeys keys() {
        return KEYS;
    }

    public SchemaStore store() {
        return store;
    }

    public int port() {
        return verticle.port();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
