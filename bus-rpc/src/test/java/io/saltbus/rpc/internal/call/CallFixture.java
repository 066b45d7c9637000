package io.saltbus.rpc.internal.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.extension.BusExtension;
import io.saltbus.core.extension.BusServices;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.time.VirtualScheduler;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.core.transport.memory.MemoryTransport;
import io.saltbus.rpc.RpcOptions;
import io.saltbus.rpc.internal.wire.Answer;
import io.saltbus.rpc.internal.wire.Reply;
import io.saltbus.rpc.internal.wire.ReplyFormats;
import io.saltbus.rpc.reply.MemoryReplyStore;
import io.saltbus.rpc.reply.ReplyAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Vertx with one event loop, buses on the memory broker in it, and a responder that answers as the test says. */
final class CallFixture implements AfterEachCallback, AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;
    private static final int CHAIN = 16;

    final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    final VirtualScheduler time = new VirtualScheduler(Instant.parse("2026-11-21T12:00:00Z"));
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<Envelope> requests = new CopyOnWriteArrayList<>();
    final WatchedStore store;
    private final Scheduler scheduler;
    private final List<SaltBus> buses = new ArrayList<>();
    private BusServices services;

    CallFixture() {
        this(false);
    }

    private CallFixture(boolean real) {
        this.scheduler = real ? Scheduler.real(vertx) : time;
        this.store = new WatchedStore(MemoryReplyStore.shared(vertx, scheduler));
    }

    static CallFixture onRealTime() {
        return new CallFixture(true);
    }

    /** What the bus that was built last lends to its extensions. */
    BusServices services() {
        return services;
    }

    SaltBus bus(RpcOptions options) {
        return bus(options, builder -> builder);
    }

    /** A started bus. */
    SaltBus bus(RpcOptions options, UnaryOperator<SaltBusBuilder> how) {
        SaltBus bus = build(options, how);
        await(bus.start());
        return bus;
    }

    SaltBus build(RpcOptions options, UnaryOperator<SaltBusBuilder> how) {
        SaltBus bus = how.apply(SaltBus.builder(vertx)
                        .service("test")
                        .scheduler(scheduler)
                        .transport(MemoryTransport.create(
                                vertx, "calls", TransportSettings.of(scheduler, Duration.ofSeconds(30))))
                        .meters(meters)
                        .event(Sum.class)
                        .with(options.withReplies(store))
                        .with(new Lender()))
                .build();
        buses.add(bus);
        return bus;
    }

    private final class Lender implements BusExtension.Factory, BusExtension {
        @Override
        public Class<?> type() {
            return Lender.class;
        }

        @Override
        public BusExtension create(BusServices lent) {
            services = lent;
            return this;
        }

        @Override
        public Future<Void> start() {
            return Future.succeededFuture();
        }

        @Override
        public List<String> troubles() {
            return List.of();
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    /** Answers sums; where the function has no answer, never. */
    void respond(Function<ObjectNode, Optional<Answer>> how) {
        QueueSpec queue = services.transport().responders("rpc.sum", 1);
        await(services.transport().declare(queue));
        await(services.transport()
                .consume(
                        queue,
                        new ConsumeOptions(vertx.getOrCreateContext(), 10_000, 0),
                        delivery -> handle(delivery, how)));
    }

    void respondWithTheSum() {
        respond(sum ->
                Optional.of(result(sum.get("left").intValue() + sum.get("right").intValue())));
    }

    void neverRespond() {
        respond(sum -> Optional.empty());
    }

    private void handle(Delivery delivery, Function<ObjectNode, Optional<Answer>> how) {
        Envelope envelope = delivery.message().envelope();
        requests.add(envelope);
        delivery.settle(Disposition.Ack.INSTANCE).onFailure(Throwable::printStackTrace);
        how.apply(services.payloads().decode(delivery.message().body())).ifPresent(answer -> answer(envelope, answer));
    }

    Answer result(int sum) {
        ObjectNode value = services.payloads().decode(Buffer.buffer("{\"unit\":\"apples\"}"));
        return new Answer.Result(value.put("sum", sum));
    }

    /** Brings an answer to whoever made a request. */
    void answer(Envelope request, Answer answer) {
        deliver(
                request,
                ReplyFormats.of(services)
                        .ownForm()
                        .write(
                                new Reply(request.messageId(), answer),
                                new Reply.Origin(request.topic(), "sums", "calculator")));
    }

    void deliver(Envelope request, Buffer bytes) {
        await(store.deliver(ReplyAddress.of(request), bytes, Duration.ofHours(1)));
    }

    /** Lets everything happen that was set off on the event loop. */
    void turns() {
        for (int turn = 0; turn < CHAIN; turn++) {
            await(Future.future(done -> vertx.runOnContext(reached -> done.complete())));
        }
    }

    void advance(Duration step) {
        turns();
        time.advance(step);
        turns();
    }

    double unwanted(String kind) {
        var counter = meters.find("saltbus.rpc.replies").tag("kind", kind).counter();
        return counter == null ? 0 : counter.count();
    }

    long ended(String outcome) {
        var timer = meters.find("saltbus.rpc.calls").tag("outcome", outcome).timer();
        return timer == null ? 0 : timer.count();
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
        close();
    }

    /** Closes every bus, and sees that none still listens. */
    @Override
    public void close() {
        for (SaltBus bus : buses) {
            Future<Void> closing = bus.close();
            advance(Duration.ofMinutes(1));
            await(closing);
        }
        if (!store.listeners.isEmpty()) {
            throw new AssertionError(store.listeners.size() + " listeners are left");
        }
        await(vertx.close());
    }
}
