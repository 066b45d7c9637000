package io.saltbus.rabbitmq.internal.connection;

import com.rabbitmq.client.Connection;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.time.Scheduler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how connecting goes: a line an attempt, none with a stack trace, one a second at the most of all connections that share it. Safe for
 * use from any thread.
 */
final class AttemptLog {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(RecoveringConnection.class);

    private final Scheduler scheduler;
    private final String address;
    private final AtomicReference<@Nullable Line> lastLine = new AtomicReference<>();

    private record Line(long nanos) {}

    AttemptLog(Scheduler scheduler, String address) {
        this.scheduler = scheduler;
        this.address = address;
    }

    void failed(ConnectionException why, int failures, Duration pause) {
        var line = new Line(scheduler.nanoTime());
        Line last = lastLine.get();
        boolean due = last == null || line.nanos() - last.nanos() >= BETWEEN_LINES.toNanos();
        if (!due || !lastLine.compareAndSet(last, line)) {
            return;
        }
        LOG.warn("{} (attempt {}, the next in {} ms)", why.getMessage(), failures, pause.toMillis());
    }

    void succeeded(Connection made) {
        lastLine.set(null);
        LOG.info(
                "connected to {} (RabbitMQ {})",
                address,
                made.getServerProperties().get("version"));
    }

    ConnectionException hangs(Duration limit) {
        return new ConnectionException.Unreachable(
                "connecting to " + address + " did not end within " + limit.toMillis()
                        + " ms: see whether the credentials provider or the network hangs",
                null);
    }

    ConnectionException gaveUp(Duration limit, @Nullable ConnectionException last) {
        return new ConnectionException.Unreachable(
                (last == null ? "cannot connect to " + address + ": nothing answered" : last.getMessage())
                        + ". Tried for " + limit.toMillis() + " ms (start_timeout)",
                last);
    }
}
