package io.saltbus.core.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConcurrencyGateTest {
    private final LoadCounter load = new LoadCounter();
    private final ConcurrencyGate gate = new ConcurrencyGate(1, load);
    private final List<String> granted = new ArrayList<>();

    private int running() {
        return load.now().running();
    }

    @Test
    void aSlotOnItsWayToAWaiterCountsAsRunning() {
        assertThat(gate.enter(() -> granted.add("first"))).isTrue();
        assertThat(gate.enter(() -> granted.add("second:" + running()))).isFalse();
        assertThat(running()).isEqualTo(1);

        gate.leave();

        assertThat(granted).containsExactly("second:1");
        assertThat(running()).isEqualTo(1);
        gate.leave();
        assertThat(running()).isZero();
    }

    @Test
    void whoWithdrawsIsPassedOver() {
        ConcurrencyGate.Waiter second = () -> granted.add("second");
        assertThat(gate.enter(() -> granted.add("first"))).isTrue();
        assertThat(gate.enter(second)).isFalse();
        assertThat(gate.enter(() -> granted.add("third"))).isFalse();

        assertThat(gate.withdraw(second)).isTrue();
        gate.leave();

        assertThat(granted).containsExactly("third");
        assertThat(gate.withdraw(second)).isFalse();
    }
}
