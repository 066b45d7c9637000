package io.saltbus.rpc.internal.redis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.time.Scheduler;
import io.saltbus.rpc.reply.ReplyStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;

/** Stores of a test, closed behind it, and ways to wait. */
abstract class StoreBench {
    static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    final Vertx vertx = Vertx.vertx();
    private final List<ReplyStore> stores = new ArrayList<>();

    ReplyStore store(String url) {
        return closedBehind(
                RedisReplyStore.create(((VertxInternal) vertx).createEventLoopContext(), url, Scheduler.real(vertx)));
    }

    final ReplyStore closedBehind(ReplyStore store) {
        stores.add(store);
        return store;
    }

    @AfterEach
    final void closeAll() throws Exception {
        for (ReplyStore each : stores) {
            get(each.close());
        }
        get(vertx.close());
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(LIMIT.toSeconds(), SECONDS);
    }

    static void assertFails(Future<?> future, Class<? extends Throwable> type, String... texts) {
        assertThatThrownBy(() -> get(future))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(type)
                .message()
                .satisfies(message -> assertThat(List.of(texts)).allMatch(message::contains, "text of: " + message))
                .doesNotContain("secret");
    }

    static void await(Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            assertThat(System.nanoTime() - start).isLessThan(LIMIT.toNanos());
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
