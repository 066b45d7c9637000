package io.saltbus.core.transport.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.time.Scheduler;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlarmTest {
    private final Vertx vertx = Vertx.vertx();
    private final ByHand scheduler = new ByHand();
    private final Guard guard = new Guard();
    private final Alarm alarm = new Alarm(scheduler, vertx.getOrCreateContext(), guard);
    private final List<String> rung = new ArrayList<>();

    /** Its timers fire when the test says so, even those whose cancelling comes too late. */
    private static final class ByHand implements Scheduler {
        private final List<Runnable> made = new ArrayList<>();
        private final List<Runnable> cancelled = new ArrayList<>();
        private long nanos;

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos);
        }

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public Timer schedule(Duration delay, Context context, Runnable task) {
            made.add(task);
            return () -> cancelled.add(task);
        }

        private long waiting() {
            return made.stream().filter(task -> !cancelled.contains(task)).count();
        }
    }

    private Alarm.Entry at(String name, long seconds) {
        guard.enter();
        Alarm.Entry entry = alarm.at(Duration.ofSeconds(seconds).toNanos(), () -> rung.add(name));
        guard.exit();
        return entry;
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aTimerThatWasReplacedTooLateLeavesOneTimerBehind() {
        at("late", 60);
        at("later", 90);
        Runnable replaced = scheduler.made.get(0);
        at("early", 30);
        assertThat(scheduler.waiting()).isEqualTo(1);

        scheduler.nanos = Duration.ofSeconds(60).toNanos();
        replaced.run();

        assertThat(rung).containsExactly("early", "late");
        assertThat(scheduler.waiting()).isEqualTo(1);
    }

    @Test
    void noTimerWaitsForWhatWasCancelled() {
        at("early", 30);
        Alarm.Entry never = at("never", 60);
        guard.enter();
        never.cancel();
        guard.exit();

        scheduler.nanos = Duration.ofSeconds(30).toNanos();
        scheduler.made.remove(0).run();

        assertThat(rung).containsExactly("early");
        assertThat(scheduler.waiting()).isZero();
    }
}
