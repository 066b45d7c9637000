package io.saltbus.rabbitmq.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.rabbitmq.internal.connection.LinkState.Signal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LinkStateTest {
    @Property
    void whateverHappensAConnectionIsUpOnlyAfterAnAttemptAndNothingFollowsTheEnd(@ForAll List<Signal> signals) {
        LinkState state = LinkState.NEW;
        for (Signal signal : signals) {
            LinkState before = state;
            try {
                state = before.after(signal);
            } catch (IllegalStateException cannotHappen) {
                continue;
            }
            assertThat(state == LinkState.UP).isEqualTo(before == LinkState.CONNECTING && signal == Signal.CONNECTED);
            assertThat(state == LinkState.CLOSED).isEqualTo(signal == Signal.ENDED);
            assertThat(before == LinkState.CLOSED && state != LinkState.CLOSED).isFalse();
        }
    }
}
