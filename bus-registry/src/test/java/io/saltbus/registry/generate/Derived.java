package io.saltbus.registry.generate;

import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.MemorySchemaRegistry;
import io.saltbus.core.schema.Schema;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The schemas that a bus derives from classes, as it registers them when it starts. */
final class Derived implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final MemorySchemaRegistry registry = MemorySchemaRegistry.shared(vertx, "derived");

    /** Starts a bus with these events. */
    static Derived of(List<Class<?>> events) {
        var derived = new Derived();
        SaltBus bus = SaltBus.builder(derived.vertx)
                .service("generated")
                .registry(derived.registry)
                .event(events.toArray(Class[]::new))
                .build();
        try {
            bus.start().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception refused) {
            derived.close();
            throw new AssertionError("the bus refuses a generated class: " + refused.getMessage(), refused);
        }
        return derived;
    }

    Schema schema(String topic, String version) {
        return Objects.requireNonNull(registry.find(topic, Version.parse(version)), topic);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
