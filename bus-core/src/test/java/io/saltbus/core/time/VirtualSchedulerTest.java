package io.saltbus.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VirtualSchedulerTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final VirtualScheduler clock = new VirtualScheduler(START);
    private final List<String> ran = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void turn() throws Exception {
        Future.future(done -> context.runOnContext(reached -> done.complete()))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void timeStandsStillUntilItIsMoved() {
        assertThat(clock.now()).isEqualTo(START);
        long before = clock.nanoTime();
        clock.advance(Duration.ofMillis(1500));
        assertThat(clock.now()).isEqualTo(START.plusMillis(1500));
        assertThat(clock.nanoTime() - before).isEqualTo(1_500_000_000L);
    }

    @Test
    void dueTasksRunInTheOrderOfTheirTimes() throws Exception {
        clock.schedule(Duration.ofSeconds(2), context, () -> ran.add("second"));
        clock.schedule(Duration.ofSeconds(1), context, () -> ran.add("first"));
        clock.schedule(Duration.ofSeconds(2), context, () -> ran.add("third"));
        clock.schedule(Duration.ofSeconds(3), context, () -> ran.add("never"));
        clock.advance(Duration.ofSeconds(2));
        turn();
        assertThat(ran).containsExactly("first", "second", "third");
        assertThat(clock.nextIn()).contains(Duration.ofSeconds(1));
    }

    @Test
    void taskWithoutDelayRunsWhenTimeIsMovedByNothing() throws Exception {
        clock.schedule(Duration.ZERO, context, () -> ran.add("now"));
        assertThat(clock.nextIn()).contains(Duration.ZERO);
        clock.advance(Duration.ZERO);
        turn();
        assertThat(ran).containsExactly("now");
    }

    @Test
    void cancelledTaskDoesNotRun() throws Exception {
        var timer = clock.schedule(Duration.ofSeconds(1), context, () -> ran.add("cancelled"));
        assertThat(timer.cancel()).isTrue();
        assertThat(timer.cancel()).isFalse();
        clock.advance(Duration.ofSeconds(5));
        turn();
        assertThat(ran).isEmpty();
        assertThat(clock.nextIn()).isEmpty();
    }

    @Test
    void timeDoesNotGoBack() {
        assertThatThrownBy(() -> clock.advance(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> clock.schedule(Duration.ofMillis(-1), context, () -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-0.001S");
    }
}
