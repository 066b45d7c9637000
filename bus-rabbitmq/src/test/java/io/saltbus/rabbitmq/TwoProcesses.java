package io.saltbus.rabbitmq;

import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Event;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Buses that share nothing but a broker, each in a Vertx of its own. Their services have names of their own in every test. */
final class TwoProcesses implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What the publishing service knows of an order. */
    @Event("rabbit.order.placed")
    record OrderPlaced(String orderId, int pieces) {}

    /** What follows from it. */
    @Event("rabbit.order.paid")
    record OrderPaid(String orderId) {}

    private final String suffix = UUID.randomUUID().toString().substring(0, 8);
    private final String address;
    private final List<SaltBus> buses = new ArrayList<>();
    private final List<Vertx> vertxes = new ArrayList<>();

    TwoProcesses(String address) {
        this.address = address;
    }

    /** A Vertx that is closed with this. */
    Vertx vertx() {
        Vertx vertx = Vertx.vertx();
        vertxes.add(vertx);
        return vertx;
    }

    /** A started bus that publishes orders. */
    SaltBus publisher(Object... handlers) {
        return start("orders", new Class<?>[] {OrderPlaced.class, OrderPaid.class}, handlers);
    }

    /** A started bus that publishes nothing. */
    SaltBus subscriber(String service, Object... handlers) {
        return start(service, new Class<?>[0], handlers);
    }

    /** The name of a service in this test. */
    String named(String service) {
        return service + "-" + suffix;
    }

    private SaltBus start(String service, Class<?>[] events, Object... handlers) {
        SaltBus bus = SaltBus.builder(vertx())
                .broker(address)
                .service(named(service))
                .event(events)
                .handlers(handlers)
                .build();
        buses.add(bus);
        await(bus.start());
        return bus;
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("the future failed", failed.getCause());
        } catch (TimeoutException late) {
            throw new AssertionError("a future did not complete within " + PATIENCE, late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopped);
        }
    }

    @Override
    public void close() {
        buses.forEach(bus -> await(bus.close()));
        vertxes.forEach(vertx -> await(vertx.close()));
    }
}
