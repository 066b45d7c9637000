package io.saltbus.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoOptionsTest {
    @Test
    void withoutSecondsItRunsUntilItIsEnded() {
        assertThat(DemoOptions.of(Map.of("DEMO_SECONDS", " "))).isEqualTo(DemoOptions.defaults());
        assertThat(DemoOptions.defaults().runFor()).isNull();
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        DemoOptions defaults = DemoOptions.defaults();

        assertThatThrownBy(() -> defaults.withRunFor(Duration.ZERO)).hasMessage("runFor must be above zero, was PT0S");
        assertThatThrownBy(() -> defaults.withSettleWithin(Duration.ofSeconds(-1)))
                .hasMessage("settleWithin must be zero or more, was PT-1S");
        assertThatThrownBy(() -> new DemoOptions(null, 0, Duration.ZERO))
                .hasMessage("ordersPerSecond must be 1..1000, was 0");
        assertThatThrownBy(() -> new DemoOptions(null, 1_001, Duration.ZERO))
                .hasMessage("ordersPerSecond must be 1..1000, was 1001");
    }

    @Test
    void anEventThatNobodyIsWrittenDownForIsRefused() {
        assertThatThrownBy(() -> Audience.of("order.lost")).hasMessageContaining("order.lost");
    }
}
