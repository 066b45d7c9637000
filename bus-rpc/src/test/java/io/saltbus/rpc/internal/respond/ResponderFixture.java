package io.saltbus.rpc.internal.respond;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.SaltBus;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.observe.BusObserver;
import io.saltbus.core.observe.Settled;
import io.saltbus.core.schema.MemorySchemaRegistry;
import io.saltbus.core.schema.PayloadLimits;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.time.VirtualScheduler;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.core.transport.memory.MemoryTransport;
import io.saltbus.rpc.RpcOptions;
import io.saltbus.rpc.reply.MemoryReplyStore;
import io.saltbus.rpc.reply.ReplyAddress;
import io.saltbus.rpc.reply.ReplyStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Buses that answer, on the memory broker and a virtual clock, and a caller that is nothing but messages and keys. */
final class ResponderFixture implements AfterEachCallback {
    static final String CALLER = "caller";
    static final int MAX_BYTES = 4_096;

    private static final long PATIENCE_SECONDS = 20;
    private static final int CHAIN = 24;

    /** Has one event loop, so that after {@link #turns()} everything that was set off has happened. */
    final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

    final VirtualScheduler time = new VirtualScheduler(Instant.parse("2026-11-21T12:00:00Z"));
    final SwitchedStore store = new SwitchedStore(MemoryReplyStore.shared(vertx, time));
    final BlockingQueue<Settled> settled = new LinkedBlockingQueue<>();
    final MemoryTransport broker =
            MemoryTransport.create(vertx, "", TransportSettings.of(time, Duration.ofSeconds(30)));
    private final List<SaltBus> buses = new ArrayList<>();

    /** A started bus of the service {@code docs}. */
    SaltBus bus(Class<?>... events) {
        return bus(options -> options, events);
    }

    /** A started bus with these options. */
    SaltBus bus(UnaryOperator<RpcOptions> how, Class<?>... events) {
        SaltBus bus = SaltBus.builder(vertx)
                .service("docs")
                .scheduler(time)
                .transport(broker)
                .registry(MemorySchemaRegistry.shared(vertx, "test"))
                .payloadLimits(new PayloadLimits(MAX_BYTES, 100, MAX_BYTES))
                .with(how.apply(RpcOptions.defaults().withReplies(store)))
                .event(events)
                .observer(new BusObserver() {
                    @Override
                    public void settled(Settled delivery) {
                        settled.add(delivery);
                    }
                })
                .build();
        buses.add(bus);
        await(bus.start());
        return bus;
    }

    /** A request of v1 whose caller waits for 10 s. */
    void ask(String topic, String callId, JsonObject payload) {
        ask(topic, callId, request -> request, payload);
    }

    /** A request that is changed first. */
    void ask(String topic, String callId, UnaryOperator<Envelope.Builder> change, JsonObject payload) {
        Envelope envelope = change.apply(Envelope.builder(callId, topic, "elsewhere", time.now())
                        .version(Version.parse("v1"))
                        .mode(EventMode.RPC)
                        .reply(CALLER, Duration.ofSeconds(10)))
                .build();
        await(broker.publish(new Outgoing(new Message(envelope, Buffer.buffer(payload.encode())), null, null)));
    }

    /** The answer that is kept for a call, or null. */
    JsonObject kept(String callId) {
        Buffer found = await(MemoryReplyStore.shared(vertx, time)
                        .find(List.of(ReplyAddress.ofCaller(CALLER, callId).key())))
                .get(0);
        return found == null ? null : found.toJsonObject();
    }

    /** What the caller is told from now on. */
    BlockingQueue<JsonObject> listen() {
        var told = new LinkedBlockingQueue<JsonObject>();
        await(store.listen(ReplyAddress.channelOf(CALLER), new ReplyStore.Listener() {
            @Override
            public void told(Buffer message) {
                told.add(message.toJsonObject());
            }

            @Override
            public void back() {}
        }));
        return told;
    }

    /** Waits for the next delivery to end, and expects it to end so. */
    Settled expect(Outcome outcome) {
        try {
            Settled next = settled.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("a delivery that ends").isNotNull();
            assertThat(next.outcome()).as("%s", next).isEqualTo(outcome);
            return next;
        } catch (InterruptedException stopped) {
            throw new AssertionError("interrupted while waiting for a delivery to end", stopped);
        }
    }

    /** Expects that no more deliveries end, once everything that was set off has happened. */
    void expectNothing() {
        turns();
        assertThat(settled).isEmpty();
    }

    /** Lets everything happen that was set off on the event loop. */
    void turns() {
        for (int turn = 0; turn < CHAIN; turn++) {
            await(Future.future(done -> vertx.runOnContext(reached -> done.complete())));
        }
    }

    /** Moves the clock in small steps, letting happen what each sets off. */
    void advance(Duration whole) {
        Duration step = Duration.ofMillis(500);
        turns();
        for (Duration left = whole; !left.isZero(); left = left.minus(step)) {
            step = left.compareTo(step) < 0 ? left : step;
            time.advance(step);
            turns();
        }
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("the future failed: " + failed.getCause(), failed.getCause());
        } catch (TimeoutException | InterruptedException never) {
            throw new AssertionError("the future did not complete", never);
        }
    }

    static Throwable failure(Future<?> future) {
        try {
            Object value = future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("the future was expected to fail, but has " + value);
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (TimeoutException | InterruptedException never) {
            throw new AssertionError("the future did not complete", never);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        for (SaltBus bus : buses) {
            Future<Void> closing = bus.close();
            advance(Duration.ofMinutes(1));
            await(closing);
            assertThat(bus.load().waiting()).as("deliveries that still wait").isZero();
        }
        await(vertx.close());
    }
}
