package io.saltbus.rabbitmq.internal.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.transport.QueueSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PartitionsTest {
    private final Partitions eight =
            new Partitions(QueueSpec.of("orders.track", List.of()).withPartitions(8));

    @Test
    void thePartitionOfAKeyIsWhatPythonSaysToo() {
        // zlib.crc32(key.encode()) % 8
        assertThat(eight.of("customer-1")).isEqualTo("orders.track.p5");
        assertThat(eight.of("42")).isEqualTo("orders.track.p0");
        assertThat(eight.of("größe")).isEqualTo("orders.track.p1");
        assertThat(eight.of("")).isEqualTo("orders.track.p0");
    }

    @Test
    void keysAreSpreadEvenly() {
        Map<String, Integer> keys = new HashMap<>();
        for (int key = 0; key < 8000; key++) {
            keys.merge(eight.of("key-" + key), 1, Integer::sum);
        }
        assertThat(keys.keySet()).containsExactlyInAnyOrderElementsOf(eight.names());
        assertThat(keys.values()).allSatisfy(count -> assertThat(count).isBetween(900, 1100));
    }

    @Property
    void thereIsRoomForEveryPartitionAndNoShareIsNeedlesslyLarge(
            @ForAll @IntRange(min = 1, max = 256) int partitions, @ForAll @IntRange(min = 0, max = 300) int consumers) {
        int share = Balance.share(partitions, consumers);
        assertThat(share * Math.max(1, consumers)).isGreaterThanOrEqualTo(partitions);
        assertThat((share - 1) * Math.max(1, consumers)).isLessThan(partitions);
    }
}
