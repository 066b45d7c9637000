package io.saltbus.rabbitmq.internal.connection;

import io.saltbus.core.time.Scheduler;
import io.saltbus.rabbitmq.RabbitOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** One event loop with connections on it. Closing it closes them, and fails where the loop was ever blocked. */
final class LoopBench implements AutoCloseable {
    private static final int LIMIT_SECONDS = 40;

    private final LogWatch log = new LogWatch();
    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setPreferNativeTransport(true)
            .setBlockedThreadCheckInterval(50)
            .setMaxEventLoopExecuteTime(1_000)
            .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
            .setWarningExceptionTimeUnit(TimeUnit.MILLISECONDS)
            .setWarningExceptionTime(1_000));
    private final ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
    private final WorkerExecutor workers =
            vertx.createSharedWorkerExecutor("saltbus-rabbitmq", 20, 1, TimeUnit.MINUTES);
    private final List<LoopConnection> connections = new ArrayList<>();

    Vertx vertx() {
        return vertx;
    }

    ContextInternal context() {
        return context;
    }

    WorkerExecutor workers() {
        return workers;
    }

    LogWatch log() {
        return log;
    }

    LoopConnection connection(RabbitOptions options) {
        LoopConnection made =
                new Connections(options, "accounts", Scheduler.real(vertx), workers, new Random(1)).on(context);
        connections.add(made);
        return made;
    }

    LoopConnection opened(RabbitOptions options) {
        LoopConnection made = connection(options);
        await(onLoop(made::open));
        return made;
    }

    <T> Future<T> onLoop(Supplier<Future<T>> call) {
        var done = context.<T>promise();
        context.runOnContext(turn -> call.get().onComplete(done));
        return done.future();
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException told) {
                throw told;
            }
            throw new AssertionError(failed);
        } catch (TimeoutException late) {
            throw new AssertionError("a future was not complete after " + LIMIT_SECONDS + " s", late);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    static void until(String what, Duration limit, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new AssertionError(what + " did not happen within " + limit.toMillis() + " ms");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Override
    public void close() {
        connections.forEach(each -> await(onLoop(each::close)));
        await(workers.close());
        await(vertx.close());
        log.close();
        log.expectNone("has been blocked");
    }
}
