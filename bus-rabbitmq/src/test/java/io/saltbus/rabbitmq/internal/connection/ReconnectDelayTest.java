package io.saltbus.rabbitmq.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ReconnectDelayTest {
    @Property
    void theWaitIsBoundedAndItsCeilingDoubles(@ForAll @IntRange(min = 1) int failures, @ForAll long seed) {
        Duration pause = ReconnectDelay.after(failures, new Random(seed));

        assertThat(pause).isBetween(ReconnectDelay.LEAST, ReconnectDelay.MOST);
        if (failures < 6) {
            assertThat(pause).isLessThanOrEqualTo(ReconnectDelay.LEAST.multipliedBy(1L << failures));
        }
    }
}
