package io.saltbus.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.Version;
import io.saltbus.core.observe.BusObserver;
import io.saltbus.core.observe.Settled;
import io.saltbus.core.schema.MemorySchemaRegistry;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.time.VirtualScheduler;
import io.saltbus.core.transport.DeadLetter;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.core.transport.memory.MemoryTransport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Vertx, a virtual clock, and buses on the memory broker in it. What the buses settle is waited for, never slept for. */
public final class BusFixture implements AfterEachCallback, AutoCloseable {
    static final long PATIENCE_SECONDS = 10;

    // the longest chain: a pause that gives deliveries back, which are handed out again, called, answered and settled
    private static final int CHAIN = 16;

    /** Has one event loop, so that after {@link #turns()} everything that was set off has happened. */
    public final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setBlockedThreadCheckInterval(100)
            .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS));

    public final VirtualScheduler time = new VirtualScheduler(Instant.parse("2026-11-21T12:00:00Z"));
    public final BlockingQueue<Settled> settled = new LinkedBlockingQueue<>();
    public final List<String> abandoned = new CopyOnWriteArrayList<>();
    public final List<String> softLimits = new CopyOnWriteArrayList<>();
    public final MemoryTransport transport;
    private final List<SaltBus> buses = new ArrayList<>();

    public BusFixture() {
        transport = connect();
    }

    /** One more client of the same broker. */
    public MemoryTransport connect() {
        return MemoryTransport.at(vertx, "memory:", TransportSettings.of(time, Duration.ofSeconds(30)));
    }

    /** A started bus called {@code test}. */
    public SaltBus bus(UnaryOperator<SaltBusBuilder> how) {
        SaltBus bus = build(how);
        await(bus.start());
        return bus;
    }

    /** A bus called {@code test} that is not started. */
    public SaltBus build(UnaryOperator<SaltBusBuilder> how) {
        SaltBus bus = how.apply(SaltBus.builder(vertx)
                        .service("test")
                        .scheduler(time)
                        .transport(transport)
                        .registry(MemorySchemaRegistry.shared(vertx, "test"))
                        .observer(new Recorder()))
                .build();
        buses.add(bus);
        return bus;
    }

    private final class Recorder implements BusObserver {
        @Override
        public void settled(Settled delivery) {
            settled.add(delivery);
        }

        @Override
        public void softLimitReached(String handler, Envelope envelope) {
            softLimits.add(handler);
        }

        @Override
        public void abandoned(String handler, Envelope envelope) {
            abandoned.add(handler);
        }
    }

    /** Waits for the next delivery to end, and expects it to end so. */
    public Settled expect(Outcome outcome) {
        Settled next = next();
        assertThat(next.outcome()).as("%s", next).isEqualTo(outcome);
        return next;
    }

    /** Waits for the next delivery to end. */
    public Settled next() {
        try {
            Settled next = settled.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next)
                    .as("no delivery ended within %d s", PATIENCE_SECONDS)
                    .isNotNull();
            return next;
        } catch (InterruptedException stopped) {
            throw new AssertionError("interrupted while waiting for a delivery to end", stopped);
        }
    }

    /** Expects that no more deliveries end, once everything that was set off has happened. */
    public void expectNothing() {
        turns();
        assertThat(settled).isEmpty();
    }

    /** Lets everything happen that was set off on the event loop. */
    public void turns() {
        for (int turn = 0; turn < CHAIN; turn++) {
            await(Future.future(done -> vertx.runOnContext(reached -> done.complete())));
        }
    }

    /** Moves the clock, and lets happen what that sets off. */
    public void advance(Duration step) {
        turns();
        time.advance(step);
        turns();
    }

    /** Publishes notes, one after the other. */
    public void publish(SaltBus bus, int... numbers) {
        for (int number : numbers) {
            await(bus.publish(new Note(number)));
        }
    }

    /** Hands the broker a message past all checks of the bus. */
    public String publishRaw(String topic, String version, String body) {
        Envelope envelope = Envelope.builder(UUID.randomUUID().toString(), topic, "elsewhere", time.now())
                .version(version == null ? null : Version.parse(version))
                .build();
        await(transport.publish(new Outgoing(new Message(envelope, Buffer.buffer(body)), null, null)));
        return envelope.messageId();
    }

    /** Dead letters of one handler's queue, oldest first. */
    public List<DeadLetter> deadLetters(String handler) {
        return transport.deadLetters("test." + handler);
    }

    /** The value of a future. */
    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("the future failed: " + failed.getCause(), failed.getCause());
        } catch (TimeoutException | InterruptedException never) {
            throw new AssertionError("the future did not complete", never);
        }
    }

    /** Why a future failed. */
    public static Throwable failure(Future<?> future) {
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

    /** Closes every bus, and sees that no delivery still waits in one. */
    @Override
    public void close() {
        for (SaltBus bus : buses) {
            Future<Void> closing = bus.close();
            advance(Duration.ofMinutes(1)); // a handler that hangs on purpose must not hold up the end
            await(closing);
            assertThat(bus.load().waiting()).as("deliveries that still wait").isZero();
        }
        await(vertx.close());
    }
}
