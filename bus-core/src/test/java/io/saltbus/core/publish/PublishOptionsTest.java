package io.saltbus.core.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.event.Envelope;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishOptionsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void everyOptionIsKeptWhenAnotherIsAdded() {
        var cause = Envelope.builder("id", "t", "s", NOW).build();
        var options = PublishOptions.defaults()
                .withDelay(Duration.ofSeconds(1))
                .withExpiresAfter(Duration.ofSeconds(2))
                .withPriority(3)
                .withHeader("a", "1")
                .withHeader("b", "2")
                .withCorrelationId("c")
                .withKey("k")
                .withCausedBy(cause)
                .requireSubscriber();
        assertThat(options)
                .isEqualTo(new PublishOptions(
                        Duration.ofSeconds(1),
                        null,
                        Duration.ofSeconds(2),
                        3,
                        Map.of("a", "1", "b", "2"),
                        "c",
                        "k",
                        cause,
                        true));
    }

    @Test
    void delayAndTimeReplaceEachOther() {
        var options = PublishOptions.defaults().withDelay(Duration.ofSeconds(1)).withAt(NOW);
        assertThat(options.delay()).isNull();
        assertThat(options.at()).isEqualTo(NOW);
        assertThat(options.withDelay(Duration.ZERO).at()).isNull();
    }

    @Test
    void valuesOutOfRangeAreRefusedByName() {
        var options = PublishOptions.defaults();
        assertThatThrownBy(() -> options.withDelay(Duration.ofMillis(-1))).hasMessageContaining("PT-0.001S");
        assertThatThrownBy(() -> options.withDelay(PublishOptions.MAX_DELAY.plusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(options.withDelay(PublishOptions.MAX_DELAY).delay()).isEqualTo(PublishOptions.MAX_DELAY);
        assertThatThrownBy(() -> options.withExpiresAfter(Duration.ZERO)).hasMessageContaining("above zero");
        assertThatThrownBy(() -> options.withExpiresAfter(Duration.ofSeconds(-1)))
                .hasMessageContaining("PT-1S");
        assertThatThrownBy(() -> options.withPriority(10)).hasMessageContaining("was 10");
        assertThatThrownBy(() -> options.withPriority(-1)).hasMessageContaining("was -1");
        assertThatThrownBy(() -> new PublishOptions(Duration.ZERO, NOW, null, 0, Map.of(), null, null, null, false))
                .hasMessage("give delay or at, not both");
    }

    @ParameterizedTest
    @ValueSource(strings = {"salt-seq", "x-death"})
    void headersOfTheBusAndTheBrokerAreRefused(String name) {
        assertThatThrownBy(() -> PublishOptions.defaults().withHeader(name, "1"))
                .hasMessageContaining("header \"" + name + "\" is refused");
    }
}
