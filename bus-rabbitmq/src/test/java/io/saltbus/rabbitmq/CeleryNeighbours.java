package io.saltbus.rabbitmq;

import static io.saltbus.rabbitmq.TwoProcesses.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventView;
import io.saltbus.core.subscribe.Backoff;
import io.saltbus.core.subscribe.Subscribe;
import io.saltbus.rabbitmq.internal.wire.CeleryPeer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Two services in Java and two in Python on the exchange of celery-salt, and what each handler saw. */
final class CeleryNeighbours implements AutoCloseable {
    private final String suffix = UUID.randomUUID().toString().substring(0, 8);
    private final Map<String, BlockingQueue<Object>> seen = new ConcurrentHashMap<>();
    private final List<SaltBus> buses = new ArrayList<>();
    private final Vertx vertx;
    private final SaltBus accounts;
    private final Connection connection;
    private final Channel channel;
    private final CeleryPeer worker;
    private final CeleryPeer publisher;

    /** What both sides know of a user. */
    @Event("peers.signup")
    record Signup(long userId, String name) {}

    /** One that Python handles. */
    @Event("peers.python.signup")
    record ForPython(long userId, int retries) {}

    /** What Python has types for that JSON has not. */
    record Typed(BigDecimal price, Instant at, UUID number, Set<String> tags, String raw) {}

    record Got(Object event, Envelope envelope) {}

    private void saw(String handler, Object event, Envelope envelope) {
        of(handler).add(new Got(event, envelope));
    }

    BlockingQueue<Object> of(String name) {
        return seen.computeIfAbsent(name, first -> new LinkedBlockingQueue<>());
    }

    private final class Accounts {
        @Subscribe(name = "signup")
        void signup(Signup signup, Envelope envelope) {
            saw("signup", signup, envelope);
        }

        @Subscribe(value = "peers.types", name = "types")
        void types(Typed typed, Envelope envelope) {
            saw("types", typed, envelope);
        }

        @Subscribe(value = "peers.version", name = "newer", version = "v2")
        void newer(EventView event, Envelope envelope) {
            saw("newer", event, envelope);
        }

        @Subscribe(value = "peers.version", name = "latest")
        void latest(EventView event, Envelope envelope) {
            saw("latest", event, envelope);
        }

        @Subscribe(value = "rpc.peers.#", name = "calls")
        void call(EventView event, Envelope envelope) {
            saw("calls", event, envelope);
        }

        @Subscribe(value = "peers.foreign", name = "foreign")
        void foreign(EventView event, Envelope envelope) {
            saw("foreign", event, envelope);
        }

        @Subscribe(value = "peers.python.signup", name = "beside")
        void beside(EventView event, Envelope envelope) {
            saw("beside", event, envelope);
        }

        @Subscribe(
                value = "peers.fails",
                name = "fails",
                maxRetries = 2,
                backoff = @Backoff(initial = "500ms", max = "1s"))
        void fails(EventView event, Envelope envelope) {
            saw("fails", event, envelope);
            throw new IllegalStateException("on purpose");
        }
    }

    private final class Audit {
        @Subscribe(value = "peers.signup", name = "all")
        void all(EventView event, Envelope envelope) {
            saw("audit", event, envelope);
        }
    }

    CeleryNeighbours(String url, Path folder) throws Exception {
        vertx = Vertx.vertx();
        accounts = started(SaltBus.builder(vertx)
                .broker(url)
                .celeryInterop()
                .service("accounts-" + suffix)
                .event(Signup.class, ForPython.class)
                .handlers(new Accounts()));
        started(SaltBus.builder(vertx)
                .broker(url + "?exchange=tchu_events")
                .service("audit-" + suffix)
                .handlers(new Audit()));
        var factory = new ConnectionFactory();
        factory.setUri(url);
        connection = factory.newConnection("celery-bus-test");
        channel = connection.createChannel();
        for (String handler : List.of("foreign", "fails", "calls", "types", "signup")) {
            channel.basicConsume(
                    "accounts-" + suffix + "." + handler + ".dlq",
                    true,
                    (tag, dead) -> of("dead " + handler).add(dead),
                    tag -> {});
        }
        worker = CeleryPeer.start(folder, "worker", url, "peers.python.#", "python-" + suffix);
        publisher = CeleryPeer.start(folder, "publish", url);
    }

    private SaltBus started(SaltBusBuilder builder) {
        SaltBus bus = builder.build();
        buses.add(bus);
        await(bus.start());
        return bus;
    }

    @Override
    public void close() throws IOException {
        worker.close();
        publisher.close();
        channel.queueDelete("python-" + suffix);
        connection.close();
        buses.forEach(bus -> await(bus.close()));
        await(vertx.close());
    }

    <T> T next(String where, Class<T> kind) throws InterruptedException {
        Object next = of(where).poll(20, TimeUnit.SECONDS);
        assertThat(next).as("the next of " + where).isInstanceOf(kind);
        return kind.cast(next);
    }

    Got next(String handler) throws InterruptedException {
        return next(handler, Got.class);
    }

    SaltBus accounts() {
        return accounts;
    }

    Channel channel() {
        return channel;
    }

    CeleryPeer worker() {
        return worker;
    }

    /** Lets Python publish, and gives the task's id. */
    String python(JsonNode order) throws IOException {
        publisher.tell(order);
        return publisher.next("published").path("id").asText();
    }
}
