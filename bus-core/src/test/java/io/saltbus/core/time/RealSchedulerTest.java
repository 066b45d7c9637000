package io.saltbus.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RealSchedulerTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final Scheduler scheduler = Scheduler.real(vertx);

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void taskRunsOnItsContextAndNotBeforeItsTime() throws Exception {
        context.put("marker", "mine");
        Promise<Object> ran = Promise.promise();
        long from = scheduler.nanoTime();
        scheduler.schedule(Duration.ofMillis(20), context, () -> {
            Context current = Vertx.currentContext();
            ran.complete(current == null ? "none" : current.get("marker"));
        });
        assertThat(await(ran.future())).isEqualTo("mine");
        assertThat(scheduler.nanoTime() - from).isGreaterThanOrEqualTo(20_000_000L);
    }

    @Test
    void cancelledTaskDoesNotRun() throws Exception {
        Promise<String> later = Promise.promise();
        var timer = scheduler.schedule(Duration.ofMillis(5), context, () -> later.tryComplete("cancelled"));
        assertThat(timer.cancel()).isTrue();
        scheduler.schedule(Duration.ofMillis(30), context, () -> later.tryComplete("end"));
        assertThat(await(later.future())).isEqualTo("end");
    }

    @Test
    void wallClockIsTheSystems() {
        assertThat(Duration.between(Instant.now(), scheduler.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void negativeDelayIsRefusedAndTheLongestIsNot() {
        assertThatThrownBy(() -> scheduler.schedule(Duration.ofNanos(-1), context, () -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        var longest = scheduler.schedule(Duration.ofSeconds(Long.MAX_VALUE), context, () -> {});
        assertThat(longest.cancel()).isTrue();
    }

    @Test
    void schedulingOnAClosedVertxIsHarmless() throws Exception {
        Vertx gone = Vertx.vertx();
        Context there = gone.getOrCreateContext();
        await(gone.close());
        var timer = Scheduler.real(gone).schedule(Duration.ofMillis(1), there, () -> {});
        assertThat(timer.cancel()).isFalse();
    }
}
