package io.saltbus.rpc.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TimerWheelTest {
    @RegisterExtension
    final CallFixture fixture = new CallFixture();

    private final List<String> ran = new ArrayList<>();
    private TimerWheel wheel;

    @BeforeEach
    void make() {
        wheel = new TimerWheel(fixture.time, fixture.vertx.getOrCreateContext());
    }

    @Test
    void aTaskNeverRunsEarlyAndAtMostTwoTicksLate() {
        fixture.advance(Duration.ofMillis(3)); // off the ticks of the wheel
        wheel.add(Duration.ofMillis(95), () -> ran.add("task"));
        fixture.advance(Duration.ofMillis(94));
        assertThat(ran).isEmpty();

        fixture.advance(TimerWheel.TICK.multipliedBy(2));

        assertThat(ran).containsExactly("task");
    }

    @Test
    void tasksRunInTheOrderOfTheirTimes() {
        wheel.add(Duration.ofSeconds(50), () -> ran.add("third"));
        wheel.add(Duration.ofSeconds(41), () -> ran.add("second")); // once around later is nearly the same slot
        wheel.add(Duration.ofMillis(20), () -> ran.add("first"));

        fixture.advance(Duration.ofMinutes(2));

        assertThat(ran).containsExactly("first", "second", "third");
    }

    @Test
    void aTaskOfAnotherRoundWaits() {
        wheel.add(Duration.ofMillis(40_960 + 50), () -> ran.add("later"));
        fixture.advance(Duration.ofMillis(60));
        fixture.advance(Duration.ofMillis(40_900));
        assertThat(ran).isEmpty();

        fixture.advance(Duration.ofMillis(60));

        assertThat(ran).containsExactly("later");
    }

    @Test
    void aCancelledTaskDoesNotRunAndAnEmptyWheelStands() {
        TimerWheel.Entry entry = wheel.add(Duration.ofMillis(50), () -> ran.add("cancelled"));
        wheel.add(Duration.ofMillis(50), () -> ran.add("other"));
        entry.cancel();
        entry.cancel();

        fixture.advance(Duration.ofMillis(60));

        assertThat(ran).containsExactly("other");
        fixture.advance(TimerWheel.TICK);
        assertThat(fixture.time.nextIn()).isEmpty();
    }

    @Test
    void aWheelThatStoodRunsAgain() {
        wheel.add(TimerWheel.TICK, () -> ran.add("first"));
        fixture.advance(Duration.ofHours(1));

        wheel.add(TimerWheel.TICK, () -> ran.add("second"));
        fixture.advance(TimerWheel.TICK);

        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void aTaskMayAddAnother() {
        wheel.add(TimerWheel.TICK, () -> wheel.add(Duration.ZERO, () -> ran.add("second")));
        fixture.advance(TimerWheel.TICK);
        assertThat(ran).isEmpty();

        fixture.advance(TimerWheel.TICK);

        assertThat(ran).containsExactly("second");
    }

    @Test
    void aClosedWheelRunsNothing() {
        wheel.add(TimerWheel.TICK, () -> ran.add("task"));
        wheel.close();
        wheel.add(TimerWheel.TICK, () -> ran.add("task"));

        fixture.advance(Duration.ofSeconds(1));

        assertThat(ran).isEmpty();
        assertThat(fixture.time.nextIn()).isEmpty();
    }

    @Test
    void addingAndCancellingFromManyThreadsLosesNothing() throws Exception {
        int threads = 8;
        int each = 5_000;
        List<Future<Void>> done = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            done.add(fixture.vertx.executeBlocking(
                    () -> {
                        for (int task = 0; task < each; task++) {
                            TimerWheel.Entry entry = wheel.add(Duration.ofMillis(10L + task), () -> ran.add("task"));
                            if (task % 2 == 0) {
                                entry.cancel();
                            }
                        }
                        return null;
                    },
                    false));
        }
        CallFixture.await(Future.join(done));

        fixture.advance(Duration.ofMinutes(1));

        assertThat(ran).hasSize(threads * each / 2);
    }
}
