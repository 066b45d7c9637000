package io.saltbus.rabbitmq.internal.connection;

import com.rabbitmq.client.Connection;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Notes what it is told. */
final class RecordingTenant implements Tenant {
    private final String name;
    private final BlockingQueue<String> told;
    private final Supplier<Future<Void>> answer;
    private volatile Connection connection;

    RecordingTenant() {
        this("", new LinkedBlockingQueue<>(), Future::succeededFuture);
    }

    RecordingTenant(String name, BlockingQueue<String> told, Supplier<Future<Void>> answer) {
        this.name = name;
        this.told = told;
        this.answer = answer;
    }

    @Override
    public Future<Void> connected(Connection made) {
        connection = made;
        told.add(name + "connected");
        return answer.get();
    }

    @Override
    public void disconnected(Throwable why) {
        told.add(name + "disconnected");
    }

    /** The connection it was told of last. */
    Connection connection() {
        return connection;
    }

    String next() {
        return next(Duration.ofSeconds(40));
    }

    String next(Duration limit) {
        try {
            String next = told.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
            return next == null ? "nothing within " + limit.toMillis() + " ms" : next;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    boolean wasToldMore() {
        return !told.isEmpty();
    }
}
