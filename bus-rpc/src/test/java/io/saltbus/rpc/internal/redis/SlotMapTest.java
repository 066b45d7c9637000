package io.saltbus.rpc.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotMapTest {
    /** 12739 is the specification's own value of "123456789"; the others are what {@code CLUSTER KEYSLOT} of Redis 7 answered. */
    @ParameterizedTest
    @CsvSource({
        "123456789, 12739",
        "foo, 12182",
        "saltbus:{foo}:reply:1, 12182",
        "{foo}{bar}, 12182",
        "'foo{}{bar}', 8363",
        "'{{bar}}', 4015"
    })
    void keysHaveTheSlotsOfRedis(String key, int slot) {
        assertThat(SlotMap.slotOf(key)).isEqualTo(slot);
    }
}
