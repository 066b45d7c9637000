package io.saltbus.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.schema.MemorySchemaRegistry;
import io.saltbus.core.schema.SchemaRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderFlowTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> closed = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private SaltBusBuilder bus(String service) {
        return SaltBus.builder(vertx).service(service).registry(registry(service));
    }

    private SchemaRegistry registry(String service) {
        var shared = MemorySchemaRegistry.shared(vertx, "flow");
        return (SchemaRegistry) Proxy.newProxyInstance(
                SchemaRegistry.class.getClassLoader(),
                new Class<?>[] {SchemaRegistry.class},
                (proxy, method, given) -> {
                    if (method.getName().equals("close")) {
                        closed.add(service);
                    }
                    return method.invoke(shared, given);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "payment", "email", "inventory", "analytics"})
    void whereOneServiceCannotStartThoseThatDidAreClosed(String broken) {
        Future<OrderFlow> starting = OrderFlow.start(
                service -> service.equals(broken) ? bus(service).broker("pigeon://roof") : bus(service), words -> {});

        assertThatThrownBy(() -> await(starting)).hasMessageContaining("pigeon://roof");
        assertThat(closed).hasSize(broken.equals("orders") ? 0 : 4).doesNotContain(broken);
    }

    @Test
    void closingClosesAllServices() {
        OrderFlow flow = await(OrderFlow.start(this::bus, words -> {}));

        await(flow.close());

        assertThat(closed).containsExactlyInAnyOrder("orders", "payment", "email", "inventory", "analytics");
    }
}
