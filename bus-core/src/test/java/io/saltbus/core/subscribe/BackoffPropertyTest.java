package io.saltbus.core.subscribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class BackoffPropertyTest {
    @Property
    void waitsNeverShrinkAndStayWithinTheirBounds(
            @ForAll @LongRange(min = 1, max = 100_000) long initialMs,
            @ForAll @LongRange(min = 0, max = 10_000_000) long moreMs,
            @ForAll @DoubleRange(min = 1, max = 10) double multiplier) {
        Duration initial = Duration.ofMillis(initialMs);
        Duration max = initial.plusMillis(moreMs);
        BackoffStrategy backoff = BackoffStrategy.exponential(initial, max, multiplier);

        Duration before = initial;
        for (int retry = 1; retry <= 60; retry++) {
            Duration wait = backoff.delay(retry);
            assertThat(wait).isBetween(before, max);
            before = wait;
        }
        assertThat(backoff.delay(1)).isEqualTo(initial);
        assertThat(backoff.delay(Integer.MAX_VALUE)).isLessThanOrEqualTo(max);
    }

    @Property
    void jitterOnlyLengthens(
            @ForAll @LongRange(min = 0, max = 10_000_000) long baseMs,
            @ForAll @DoubleRange(min = 0, max = 1) double share,
            @ForAll @IntRange(min = 1, max = 50) int retry,
            @ForAll long seed) {
        Duration base = Duration.ofMillis(baseMs);

        Duration wait =
                BackoffStrategy.fixed(base).withJitter(share, new Random(seed)).delay(retry);

        assertThat(wait).isBetween(base, base.plusMillis((long) (baseMs * share)));
    }

    @Example
    void jitterSpreadsOut() {
        BackoffStrategy backoff = BackoffStrategy.fixed(Duration.ofSeconds(100)).withJitter(0.5, new Random(1));

        assertThat(java.util.stream.IntStream.range(0, 100)
                        .mapToObj(backoff::delay)
                        .distinct())
                .hasSizeGreaterThan(90);
    }

    @Example
    void itDoublesByDefault() {
        BackoffStrategy backoff = BackoffStrategy.exponential(Duration.ofSeconds(1), Duration.ofSeconds(5));

        assertThat(backoff.delay(1)).hasSeconds(1);
        assertThat(backoff.delay(2)).hasSeconds(2);
        assertThat(backoff.delay(3)).hasSeconds(4);
        assertThat(backoff.delay(4)).hasSeconds(5);
    }

    @Example
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> BackoffStrategy.fixed(Duration.ofMillis(-1)))
                .hasMessage("backoff must be zero or more, was PT-0.001S");
        assertThatThrownBy(() -> BackoffStrategy.exponential(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessage("backoff needs 0 < initial <= max, was initial PT2S and max PT1S");
        assertThatThrownBy(() -> BackoffStrategy.exponential(Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessageContaining("initial PT0S");
        assertThatThrownBy(() -> BackoffStrategy.exponential(Duration.ofSeconds(1), Duration.ofSeconds(2), Double.NaN))
                .hasMessage("backoff multiplier must be 1 or more, was NaN");
        assertThatThrownBy(() -> BackoffStrategy.fixed(Duration.ZERO).withJitter(1.1, new Random()))
                .hasMessage("jitter must be 0..1, was 1.1");
        assertThatThrownBy(() -> RetryPolicy.defaults().withMaxRetries(-1))
                .hasMessage("maxRetries must be 0 or more, was -1");
    }
}
