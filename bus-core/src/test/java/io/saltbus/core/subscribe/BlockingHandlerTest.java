package io.saltbus.core.subscribe;

import static io.saltbus.core.BusFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.BusFixture;
import io.saltbus.core.Note;
import io.saltbus.core.SaltBus;
import io.saltbus.core.failure.ConfigurationException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@SuppressWarnings("UnusedVariable") // not every handler looks at its event
class BlockingHandlerTest {
    private static final Duration HARD = Duration.ofSeconds(10);
    private static final boolean VIRTUAL = Runtime.version().feature() >= 21;

    @RegisterExtension
    final BusFixture fixture = new BusFixture();

    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private SaltBus bus;

    @BeforeEach
    void start() {
        bus = fixture.bus(builder -> builder.event(Note.class));
    }

    @AfterEach
    void letGo() {
        release.countDown();
    }

    private void subscribe(Execution execution, TimeLimits limits, EventHandler<Note> handler) {
        await(bus.subscribe(
                Note.class,
                SubscribeOptions.named("blocking")
                        .withExecution(execution)
                        .withTimeLimits(limits)
                        .withRetry(RetryPolicy.none()),
                handler));
    }

    private EventHandler<Note> blocking() {
        return (note, envelope) -> {
            begun.release();
            try {
                release.await();
            } catch (InterruptedException interrupted) {
                seen.add("interrupted " + note.number());
                throw interrupted;
            }
            return Future.succeededFuture();
        };
    }

    private static Execution here() {
        return VIRTUAL ? Execution.VIRTUAL_THREAD : Execution.WORKER;
    }

    static final class Handlers {
        final List<String> threads = new CopyOnWriteArrayList<>();

        @Subscribe
        @Blocking
        void available(Note note) {
            threads.add(describe());
        }

        @Subscribe
        @Blocking(Blocking.On.WORKER)
        void worker(Note note) {
            threads.add("worker " + Context.isOnWorkerThread());
        }

        @Subscribe
        void context(Note note) {
            threads.add("loop " + Context.isOnEventLoopThread());
        }

        private static String describe() {
            return Context.isOnWorkerThread()
                    ? "available worker"
                    : "available virtual " + Thread.currentThread().isDaemon();
        }
    }

    static final class OnlyVirtual {
        @Subscribe
        @Blocking(Blocking.On.VIRTUAL)
        void read(Note note) {}
    }

    @Test
    void handlersRunWhereTheyAskTo() {
        var handlers = new Handlers();
        await(bus.subscribe(handlers));
        fixture.publish(bus, 1);
        for (int handler = 0; handler < 3; handler++) {
            fixture.expect(Outcome.HANDLED);
        }

        assertThat(handlers.threads).contains("worker true", "loop true").hasSize(3);
        assertThat(handlers.threads)
                .anyMatch(thread -> thread.startsWith(VIRTUAL ? "available virtual" : "available worker"));
        assertThat(Execution.virtualThreadsAvailable()).isEqualTo(VIRTUAL);
    }

    @Test
    void virtualThreadsAreRefusedWhereTheJavaHasNone() {
        if (VIRTUAL) {
            assertThat(await(bus.subscribe(new OnlyVirtual()))).hasSize(1);
        } else {
            assertThatThrownBy(() -> bus.subscribe(new OnlyVirtual()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("wants virtual threads, but this is Java 17")
                    .hasMessageContaining("21 or newer");
        }
    }

    @Test
    void aBlockingHandlerIsInterruptedAtItsTimeLimit() throws InterruptedException {
        subscribe(here(), TimeLimits.hard(HARD), blocking());
        fixture.publish(bus, 1);
        begun.acquire();

        fixture.advance(HARD);

        assertThat(fixture.expect(Outcome.DEAD_LETTERED).cause())
                .isInstanceOf(DeliveryException.TimeLimitExceeded.class);
        fixture.publish(bus, 2);
        begun.acquire();
        assertThat(seen).containsExactly("interrupted 1");
    }

    @Test
    void aBlockingHandlerIsInterruptedAtItsSoftLimitAndMayStillAnswer() throws InterruptedException {
        subscribe(Execution.WORKER, new TimeLimits(Duration.ofSeconds(1), HARD), (note, envelope) -> {
            begun.release();
            try {
                release.await();
            } catch (InterruptedException soft) {
                seen.add("tidied up");
            }
            return Future.succeededFuture();
        });
        fixture.publish(bus, 1);
        begun.acquire();

        fixture.advance(Duration.ofSeconds(1));

        fixture.expect(Outcome.HANDLED);
        assertThat(seen).containsExactly("tidied up");
        assertThat(fixture.softLimits).containsExactly("blocking");
    }

    @Test
    void anInterruptDoesNotReachTheNextCall() {
        subscribe(Execution.WORKER, TimeLimits.hard(HARD), (note, envelope) -> {
            seen.add(note.number() + " " + Thread.currentThread().isInterrupted());
            Thread.currentThread().interrupt();
            return Future.succeededFuture();
        });

        for (int number = 1; number <= 30; number++) {
            fixture.publish(bus, number);
            fixture.expect(Outcome.HANDLED);
        }

        assertThat(seen).hasSize(30).allMatch(call -> call.endsWith("false"));
    }

    @Test
    void aHandlerThatGotNoThreadInTimeDoesNotRunLater() throws InterruptedException {
        int threads = io.vertx.core.VertxOptions.DEFAULT_WORKER_POOL_SIZE;
        for (int thread = 0; thread < threads; thread++) {
            fixture.vertx
                    .<Void>executeBlocking(
                            () -> {
                                begun.release();
                                release.await();
                                return null;
                            },
                            false)
                    .onFailure(Throwable::printStackTrace);
        }
        begun.acquire(threads);
        subscribe(Execution.WORKER, TimeLimits.hard(HARD), (note, envelope) -> {
            seen.add("ran");
            return Future.succeededFuture();
        });
        fixture.publish(bus, 1);
        fixture.advance(HARD);
        fixture.expect(Outcome.DEAD_LETTERED);

        release.countDown();
        fixture.publish(bus, 2);

        fixture.expect(Outcome.HANDLED);
        assertThat(seen).containsExactly("ran");
    }

    @Test
    void noMoreCallsAreBegunThanThePoolHasThreads() throws InterruptedException {
        subscribe(Execution.WORKER, TimeLimits.hard(HARD), blocking());
        fixture.publish(bus, java.util.stream.IntStream.range(0, 25).toArray());
        begun.acquire(20);
        fixture.turns();

        assertThat(bus.load().running()).isEqualTo(20);
        assertThat(bus.load().waiting()).isEqualTo(5);
        release.countDown();
        for (int call = 0; call < 25; call++) {
            fixture.expect(Outcome.HANDLED);
        }
    }

    @Test
    void whatABlockingHandlerThrowsIsJudged() {
        subscribe(here(), TimeLimits.hard(HARD), (note, envelope) -> {
            throw new java.io.IOException("disk");
        });
        fixture.publish(bus, 1);

        assertThat(fixture.expect(Outcome.DEAD_LETTERED).cause()).isInstanceOf(java.io.IOException.class);
    }

    @Test
    void theFutureOfABlockingHandlerIsWaitedFor() {
        subscribe(here(), TimeLimits.hard(HARD), (note, envelope) -> Future.failedFuture("later"));
        fixture.publish(bus, 1);

        assertThat(fixture.expect(Outcome.DEAD_LETTERED).cause()).hasMessage("later");
    }
}
