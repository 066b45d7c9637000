package io.saltbus.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTest {
    @ParameterizedTest
    @ValueSource(strings = {"order", "order.created", "rpc.documents.list", "größe.geändert", "a-b_c.1"})
    void goodTopicIsGivenBack(String topic) {
        assertThat(Topic.check(topic)).isEqualTo(topic);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".order", "order.", "order..created", "order created", "order\tx", "order.*", "#"})
    void badTopicIsRefusedByName(String topic) {
        assertThatThrownBy(() -> Topic.check(topic))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topic \"" + topic + "\" is refused");
    }

    @Test
    void lengthIsCountedInBytes() {
        assertThat(Topic.check("a".repeat(199))).hasSize(199);
        assertThatThrownBy(() -> Topic.check("a".repeat(200))).hasMessageContaining("it has 200 bytes");
        assertThatThrownBy(() -> Topic.check("ä".repeat(100)))
                .hasMessageContaining("it has 200 bytes")
                .hasMessageContaining("ä".repeat(40) + "...");
    }
}
