package io.saltbus.cli.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.time.VirtualScheduler;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final VirtualScheduler time = new VirtualScheduler(Instant.EPOCH);
    private final Backlog<Integer> backlog = new Backlog<>(context, time, 2, PATIENCE);
    private int done;

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private int onContext(Runnable work) throws Exception {
        var ran = new CompletableFuture<Integer>();
        context.runOnContext(made -> {
            work.run();
            ran.complete(done);
        });
        return ran.get(30, TimeUnit.SECONDS);
    }

    private void offer(int item) {
        backlog.offer(item, () -> done++);
    }

    private Integer take() throws InterruptedException {
        return backlog.take(Duration.ofSeconds(30));
    }

    @Test
    void whatFindsRoomIsDoneAtOnceAndTheRestWhenThereIs() throws Exception {
        assertThat(onContext(() -> {
                    offer(1);
                    offer(2);
                    offer(3);
                }))
                .isEqualTo(2);
        assertThat(take()).isEqualTo(1);
        assertThat(onContext(() -> {})).isEqualTo(3);
        assertThat(take()).isEqualTo(2);
        assertThat(take()).isEqualTo(3);
        assertThat(backlog.empty()).isTrue();
        assertThat(backlog.dropped()).isZero();
        assertThat(backlog.take(Duration.ofMillis(1))).isNull();
    }

    @Test
    void whereNothingIsPrintedWhatArrivesIsDroppedAndCountedUntilItGoesOn() throws Exception {
        onContext(() -> {
            offer(1);
            offer(2);
            offer(3);
        });
        time.advance(PATIENCE);
        assertThat(onContext(() -> {})).isEqualTo(3);
        assertThat(onContext(() -> offer(4))).isEqualTo(4);
        assertThat(backlog.dropped()).isEqualTo(2);
        assertThat(take()).isEqualTo(1);
        onContext(() -> {});
        onContext(() -> offer(5));
        assertThat(take()).isEqualTo(2);
        assertThat(take()).isEqualTo(5);
        assertThat(backlog.dropped()).isEqualTo(2);
    }
}
