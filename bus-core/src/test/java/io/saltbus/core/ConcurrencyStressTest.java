package io.saltbus.core;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.observe.BusObserver;
import io.saltbus.core.observe.Load;
import io.saltbus.core.observe.Settled;
import io.saltbus.core.subscribe.Backoff;
import io.saltbus.core.subscribe.BackoffStrategy;
import io.saltbus.core.subscribe.BatchOptions;
import io.saltbus.core.subscribe.Execution;
import io.saltbus.core.subscribe.Outcome;
import io.saltbus.core.subscribe.RetryPolicy;
import io.saltbus.core.subscribe.Subscribe;
import io.saltbus.core.subscribe.SubscribeOptions;
import io.saltbus.core.subscribe.Subscription;
import io.saltbus.core.subscribe.TimeLimits;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.core.transport.memory.MemoryTransport;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * Real threads and real time: several buses of one service on one broker, publishers on threads of their own, handlers that fail and hang,
 * and everything paused, resumed, redeployed, closed and opened again meanwhile. What is asserted holds for every interleaving, and
 * nothing is asserted of how long it takes.
 */
class ConcurrencyStressTest {
    private static final int EVENTS = 9_000;
    private static final int DISTURBANCES = 60;
    private static final int PUBLISHERS = 3;
    private static final int BUSES = 3;
    private static final int UNCONFIRMED = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final TimeLimits LIMITS = TimeLimits.hard(Duration.ofMillis(25));
    private static final BackoffStrategy SOON = BackoffStrategy.fixed(Duration.ofMillis(2));

    private final Vertx vertx = Vertx.vertx();
    private final CountingScheduler time = new CountingScheduler(Scheduler.real(vertx));
    private final MemoryTransport watcher = transport();
    private final Random random = new Random(20261121);
    private final Semaphore unconfirmed = new Semaphore(UNCONFIRMED);
    private final Set<String> routed = ConcurrentHashMap.newKeySet();
    private final Queue<Throwable> surprises = new ConcurrentLinkedQueue<>();
    /** Of each handler, the messages that ended for good, and how often. */
    private final Map<String, Map<String, Integer>> ends = new ConcurrentHashMap<>();

    private final List<Service> open = new CopyOnWriteArrayList<>();
    private final List<Service> all = new ArrayList<>();

    private MemoryTransport transport() {
        // so narrow that publishers wait for handlers, and are still there when things happen
        return MemoryTransport.at(vertx, "memory:stress?capacity=400", TransportSettings.of(time, PATIENCE));
    }

    private void settled(Settled delivery) {
        if (delivery.outcome() == Outcome.HANDLED || delivery.outcome() == Outcome.DEAD_LETTERED) {
            ends.computeIfAbsent(delivery.handler(), absent -> new ConcurrentHashMap<>())
                    .merge(delivery.envelope().messageId(), 1, Integer::sum);
        }
    }

    private Future<?> answer(Note note, int attempt) {
        if (note.number() % 997 == 41) {
            return Promise.promise().future(); // runs into its time limit, every time
        }
        return switch (note.number() % 97) {
            case 13 ->
                attempt == 1 ? Future.failedFuture(new IllegalStateException("at first")) : Future.succeededFuture();
            case 29 -> throw new IllegalArgumentException("for good");
            case 53 -> later();
            default -> Future.succeededFuture();
        };
    }

    private Future<?> later() {
        Promise<Void> answered = Promise.promise();
        vertx.setTimer(1, fired -> answered.complete());
        return answered.future();
    }

    private final class Handlers {
        @Subscribe(
                name = "verticles",
                concurrency = 7,
                timeLimit = "25ms",
                maxRetries = 2,
                backoff = @Backoff(initial = "2ms", max = "3ms"))
        Future<?> handle(Note note, Envelope envelope) {
            return answer(note, envelope.attempt());
        }
    }

    /** One bus with all handlers. */
    private final class Service {
        private final SaltBus bus = SaltBus.builder(vertx)
                .service("stress")
                .event(Note.class)
                .scheduler(time)
                .transport(transport())
                .shutdownTimeout(Duration.ofMillis(random.nextInt(500)))
                .observer(new BusObserver() {
                    @Override
                    public void settled(Settled delivery) {
                        ConcurrencyStressTest.this.settled(delivery);
                    }
                })
                .build();
        private Future<String> deployment = Future.failedFuture("not deployed");

        private Service start() {
            await(bus.start());
            var retry = RetryPolicy.defaults().withMaxRetries(2).withBackoff(SOON);
            var options = SubscribeOptions.defaults().withRetry(retry).withTimeLimits(LIMITS);
            await(bus.subscribe(
                    Note.class,
                    options.withName("single").withConcurrency(1),
                    (note, envelope) -> answer(note, envelope.attempt())));
            await(bus.subscribe(
                    Note.class,
                    options.withName("worker").withExecution(Execution.WORKER).withConcurrency(4),
                    (note, envelope) -> answer(note, envelope.attempt())));
            await(bus.subscribeBatch(
                    "note.written",
                    Note.class,
                    options.withName("batch"),
                    new BatchOptions(10, Duration.ofMillis(3)),
                    (notes, envelopes) -> Future.join(notes.stream()
                            .map(note -> answer(note, envelopes.get(0).attempt()))
                            .toList())));
            deployment = deploy();
            await(deployment);
            return this;
        }

        private Future<String> deploy() {
            return vertx.deployVerticle(
                    () -> HandlerVerticle.of(bus, new Handlers()), new DeploymentOptions().setInstances(4));
        }

        /** The new instances join while the old ones leave. */
        private void redeploy() {
            Future<String> next = deploy();
            Future<Void> old = deployment.compose(vertx::undeploy);
            await(next);
            await(old);
            deployment = next;
        }
    }

    private void open() {
        Service service = new Service().start();
        all.add(service);
        open.add(service);
    }

    private void publish(int publisher) {
        for (int number = publisher; number < EVENTS; number += PUBLISHERS) {
            unconfirmed.acquireUninterruptibly();
            List<Service> now = List.copyOf(open); // one may be gone between two looks
            SaltBus bus = now.get(number % now.size()).bus;
            bus.publish(new Note(number))
                    .onComplete(confirmed -> routed.add(confirmed.messageId()), failure -> {
                        if (!(failure instanceof ConnectionException.Closed)) {
                            surprises.add(failure);
                        }
                    })
                    .onComplete(over -> unconfirmed.release());
        }
    }

    private void disturb() {
        Service service = open.get(random.nextInt(open.size()));
        List<Subscription> subscriptions = service.bus.subscriptions();
        Subscription subscription = subscriptions.get(random.nextInt(subscriptions.size()));
        switch (random.nextInt(6)) {
            case 0, 1 -> await(subscription.drain().compose(drained -> subscription.resume()));
            case 2 -> {
                Future<Void> paused = subscription.pause();
                Future<Void> resumed = subscription.resume();
                await(Future.join(paused, resumed));
                assertThat(subscription.state()).isEqualTo(Subscription.State.LIVE);
            }
            case 3, 4 -> service.redeploy();
            default -> {
                open();
                open.remove(service);
                Future<?> resumed = subscription.pause().compose(paused -> subscription.resume());
                await(service.bus.close());
                await(resumed.otherwiseEmpty());
            }
        }
    }

    private void until(String what, BooleanSupplier holds) {
        long begin = System.nanoTime();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new AssertionError("waited in vain until " + what + ": unconfirmed "
                        + (UNCONFIRMED - unconfirmed.availablePermits()) + ", ready " + watcher.depth("stress.single")
                        + " "
                        + watcher.depth("stress.batch") + " " + watcher.depth("stress.worker") + " "
                        + watcher.depth("stress.verticles") + ", unsettled " + watcher.unsettled() + ", delayed "
                        + watcher.delayed() + ", timers " + time.waiting() + ", loads "
                        + all.stream().map(service -> service.bus.load()).toList());
            }
            LockSupport.parkNanos(100_000);
        }
    }

    @Test
    void everyConfirmedEventEndsOnceForEveryHandlerAndNothingIsLeftBehind() throws InterruptedException {
        for (int bus = 0; bus < BUSES; bus++) {
            open();
        }
        List<Thread> publishers = new ArrayList<>();
        for (int publisher = 0; publisher < PUBLISHERS; publisher++) {
            int first = publisher;
            var thread = new Thread(() -> publish(first), "publisher " + publisher);
            thread.setUncaughtExceptionHandler((dying, failure) -> surprises.add(failure));
            publishers.add(thread);
            thread.start();
        }
        for (int done = 0; done < DISTURBANCES || publishers.stream().anyMatch(Thread::isAlive); done++) {
            disturb();
        }
        assertThat(surprises).isEmpty();
        until("every publish has ended", () -> unconfirmed.availablePermits() == UNCONFIRMED);
        until("the queues are empty", () -> watcher.quiet() && watcher.delayed() == 0);
        for (Service service : open) {
            await(service.bus.close());
        }
        until(
                "no bus is busy",
                () -> all.stream().allMatch(service -> service.bus.load().equals(new Load(0, 0, 0))));
        until("no timer is left", () -> time.waiting() == 0);
        await(vertx.close());

        assertThat(surprises).isEmpty();
        assertThat(routed).isNotEmpty();
        assertThat(ends).containsOnlyKeys("verticles", "single", "worker", "batch");
        ends.forEach((handler, ended) -> {
            assertThat(ended.keySet()).as(handler).containsAll(routed);
            assertThat(ended)
                    .as(handler)
                    .allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
        });
    }
}
