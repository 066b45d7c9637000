package io.saltbus.rabbitmq.internal.connection;

import static io.saltbus.rabbitmq.internal.connection.LoopBench.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import com.rabbitmq.client.Connection;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.time.Scheduler;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What needs no broker: attempts that fail or hang. */
@Timeout(30)
class RecoveringConnectionTest {
    private final LoopBench bench = new LoopBench();
    private final Scheduler scheduler = Scheduler.real(bench.vertx());
    private final AttemptLog attemptLog = new AttemptLog(scheduler, "amqp://nowhere");
    private final AtomicInteger attempts = new AtomicInteger();
    private final CountDownLatch hanging = new CountDownLatch(1);

    @AfterEach
    void close() {
        hanging.countDown();
        bench.close();
    }

    @Test
    void aHopelessFailureAtTheStartEndsItAtOnce() {
        var connection = connection(Duration.ofSeconds(20), () -> {
            throw new ConnectionException.Refused("wrong password", null);
        });

        assertThatThrownBy(() -> await(bench.onLoop(connection::open)))
                .isInstanceOf(ConnectionException.Refused.class)
                .hasMessage("wrong password");
        assertThat(attempts).hasValue(1);
        assertThat(connection.troubles()).containsExactly("the connection to amqp://nowhere is closed");
        assertThatThrownBy(() -> await(bench.onLoop(() -> connection.add(new RecordingTenant()))))
                .isInstanceOf(ConnectionException.Closed.class);
    }

    @Test
    void failuresThatMayPassAreTriedAgainUntilTheStartIsOver() {
        var connection = connection(Duration.ofSeconds(1), () -> {
            throw new ConnectionException.Unreachable("nothing listens there", null);
        });
        Future<Void> added = bench.onLoop(() -> connection.add(new RecordingTenant()));

        assertThatThrownBy(() -> await(bench.onLoop(connection::open)))
                .isInstanceOf(ConnectionException.Unreachable.class)
                .hasMessage("nothing listens there. Tried for 1000 ms (start_timeout)");
        assertThat(attempts.get()).isBetween(2, 10);
        assertThatThrownBy(() -> await(added)).isInstanceOf(ConnectionException.Closed.class);
    }

    @Test
    void connectionsThatFailTogetherTellItInOneLineASecond() {
        var loops = List.of(failing(), failing(), failing(), failing());

        loops.forEach(opened -> assertThatThrownBy(() -> await(opened)).hasMessageContaining("Tried for 1000 ms"));

        // at 0 s, and after 1 s where an attempt just fits in
        assertThat(bench.log().lines(Level.WARN)).hasSizeBetween(1, 2).allMatch(line -> line.contains("(attempt "));
    }

    private Future<Void> failing() {
        return bench.onLoop(() -> connection(Duration.ofSeconds(1), () -> {
                    throw new ConnectionException.Unreachable("nothing listens there", null);
                })
                .open());
    }

    @Test
    void anAttemptThatHangsIsGivenUpAndAnotherMade() {
        var connection = connection(Duration.ofSeconds(2), this::hang);

        assertThatThrownBy(() -> await(bench.onLoop(connection::open)))
                .isInstanceOf(ConnectionException.Unreachable.class)
                .hasMessageContaining("did not end within 200 ms");
        assertThat(attempts.get()).isGreaterThan(1);
    }

    @Test
    void closingDuringAnAttemptThatHangsCompletesWithinTheLimitOfTheAttempt() {
        var connection = connection(Duration.ofSeconds(20), this::hang);
        Future<Void> opened = bench.onLoop(connection::open);

        await(bench.onLoop(connection::close));

        assertThatThrownBy(() -> await(opened)).isInstanceOf(ConnectionException.Closed.class);
        await(bench.onLoop(connection::close));
    }

    @Test
    void closingWhatWasNeverOpenedCompletes() {
        var connection = connection(Duration.ofSeconds(20), this::hang);

        await(bench.onLoop(connection::close));

        assertThatThrownBy(() -> await(bench.onLoop(connection::open))).isInstanceOf(ConnectionException.Closed.class);
        assertThat(attempts).hasValue(0);
    }

    @Test
    void closingBetweenTwoAttemptsCompletesAndNoneIsMadeAfterwards() {
        var connection = connection(Duration.ofSeconds(20), () -> {
            throw new ConnectionException.Unreachable("nothing listens there", null);
        });
        Future<Void> opened = bench.onLoop(connection::open);
        await(bench.onLoop(connection::close));
        int made = attempts.get();

        assertThatThrownBy(() -> await(opened)).isInstanceOf(ConnectionException.Closed.class);
        await(bench.vertx().timer(500, TimeUnit.MILLISECONDS)); // more than the longest pause after so few failures
        assertThat(attempts).hasValue(made);
    }

    private LoopConnection connection(Duration startTimeout, Supplier<Connection> attempt) {
        var counted = new Attempt() {
            @Override
            public String address() {
                return "amqp://nowhere";
            }

            @Override
            public Connection connect() {
                attempts.incrementAndGet();
                return attempt.get();
            }
        };
        var pace = new Pace(scheduler, new Random(1), startTimeout, Duration.ofMillis(200));
        return new RecoveringConnection(counted, new Workshop(bench.context(), bench.workers()), pace, attemptLog);
    }

    private Connection hang() {
        try {
            hanging.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new ConnectionException.Unreachable("hung", null);
    }
}
