package io.saltbus.testkit;

import io.saltbus.core.SaltBus;
import io.saltbus.core.SaltBusBuilder;
import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventView;
import io.saltbus.core.observe.Settled;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.publish.PublishOptions;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.time.VirtualScheduler;
import io.saltbus.core.transport.DeadLetter;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.core.transport.memory.MemoryTransport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * A bus to test handlers with: on the memory broker of a Vertx of its own, with a clock that stands still until the test moves it. Every
 * method blocks until its work is done, at most 10 s of real time, and throws an {@link AssertionError} where it is not; so call them from the
 * test's thread only.
 */
public final class TestBus implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHUTDOWN = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final VirtualScheduler clock;
    private final RecordingTransport transport;
    private final Journal journal;
    private final SaltBus bus;
    private final Settler settler;
    private int reported;

    private TestBus(Vertx vertx, VirtualScheduler clock, RecordingTransport transport, Journal journal, SaltBus bus) {
        this.vertx = vertx;
        this.clock = clock;
        this.transport = transport;
        this.journal = journal;
        this.bus = bus;
        this.settler = new Settler(bus, transport, journal, clock, PATIENCE);
    }

    /**
     * A started bus, for tests that do without {@link BusTest}.
     *
     * @param how adds events, handlers, interceptors; what it sets of transport, clock and shutdown timeout is overruled
     */
    public static TestBus start(UnaryOperator<SaltBusBuilder> how) {
        Vertx vertx = Vertx.vertx();
        var clock = new VirtualScheduler(Instant.parse("2026-01-01T00:00:00Z"));
        var transport = new RecordingTransport(
                MemoryTransport.create(vertx, "test", TransportSettings.of(clock, Duration.ofSeconds(30))));
        var journal = new Journal();
        SaltBus bus = how.apply(SaltBus.builder(vertx).service("test"))
                .transport(transport)
                .scheduler(clock)
                .shutdownTimeout(SHUTDOWN)
                .observer(journal)
                .build();
        var testBus = new TestBus(vertx, clock, transport, journal, bus);
        try {
            await(bus.start());
        } catch (AssertionError refused) {
            testBus.close();
            throw refused;
        }
        return testBus;
    }

    /** The bus itself, for whatever is not here. */
    public SaltBus bus() {
        return bus;
    }

    /** The Vertx that it runs on. */
    public Vertx vertx() {
        return vertx;
    }

    /** What the clock shows. */
    public Instant now() {
        return clock.now();
    }

    /** Subscribes the {@code @Subscribe} methods of these objects. */
    public TestBus handlers(Object... handlers) {
        for (Object handler : handlers) {
            await(bus.subscribe(handler));
        }
        return this;
    }

    /** Publishes an event and waits for its confirm, not for its handlers. */
    public Confirmed publish(Object event) {
        return publish(event, PublishOptions.defaults());
    }

    /** Publishes an event with options and waits for its confirm, not for its handlers. */
    public Confirmed publish(Object event, PublishOptions options) {
        return await(bus.publish(event, options));
    }

    /**
     * Waits until everything that was published, and everything that followed from it, has come to its end: retries and delays included, for
     * which the clock is moved. It never moves under a running handler.
     *
     * @throws AssertionError where a handler failed for good since the last call, with what it threw as the cause; where a handler does not
     *     end; where a message waits for a schema that nobody registers
     */
    public TestBus settle() {
        settler.settle();
        List<Settled> failures = newFailures();
        if (!failures.isEmpty()) {
            Settled first = failures.get(0);
            throw new AssertionError(
                    "handler " + first.handler() + " failed for good on "
                            + first.envelope().topic() + " after "
                            + first.envelope().attempt() + " attempts (" + failures.size()
                            + " dead letters in all): settleWithFailures() is for tests that expect that",
                    first.cause());
        }
        return this;
    }

    /**
     * The same where handlers are expected to fail.
     *
     * @return the deliveries that became dead letters since the last call, in order
     * @throws AssertionError where none did, and as {@link #settle()}
     */
    public List<Settled> settleWithFailures() {
        settler.settle();
        List<Settled> failures = newFailures();
        if (failures.isEmpty()) {
            throw new AssertionError("no handler failed for good, though the test expects it");
        }
        return failures;
    }

    /** Moves the clock, whatever runs; does not wait for what that sets off. */
    public TestBus advance(Duration step) {
        clock.advance(step);
        return this;
    }

    /** Every event that was published, in order, by whomever. */
    public List<EventView> published() {
        return transport.published().stream().map(bus::read).toList();
    }

    /** Every published event of this class's topic, in order. */
    public <T> List<T> published(Class<T> type) {
        Event event = Objects.requireNonNull(type.getAnnotation(Event.class), type.getName() + " has no @Event");
        return published().stream()
                .filter(one -> one.topic().equals(event.value()))
                .map(one -> one.as(type))
                .toList();
    }

    /** Every delivery that was handled, in order. */
    public List<Settled> handled() {
        return journal.ended(Outcome.HANDLED);
    }

    /** Every delivery that a handler of this name handled, in order. */
    public List<Settled> handled(String handler) {
        return handled().stream().filter(one -> one.handler().equals(handler)).toList();
    }

    /** What lies in the dead letters of all queues, by queue, then oldest first. */
    public List<DeadLetter> deadLetters() {
        return transport.deadLetters();
    }

    /** Stops the bus and its Vertx; a handler that hangs is left behind. */
    @Override
    public void close() {
        Future<Void> closing = bus.close();
        clock.advance(SHUTDOWN);
        await(closing.eventually(vertx::close));
    }

    private List<Settled> newFailures() {
        List<Settled> all = journal.ended(Outcome.DEAD_LETTERED);
        List<Settled> fresh = all.subList(reported, all.size());
        reported = all.size();
        return fresh;
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError(String.valueOf(failed.getCause()), failed.getCause());
        } catch (TimeoutException late) {
            throw new AssertionError("not done within " + PATIENCE.toSeconds() + " s of real time", late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", stopped);
        }
    }
}
