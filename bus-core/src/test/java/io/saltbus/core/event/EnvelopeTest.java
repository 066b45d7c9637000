package io.saltbus.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static Envelope.Builder builder() {
        return Envelope.builder("id", "order.created", "shop", NOW);
    }

    @Test
    void freshEnvelopeIsABroadcastOnItsFirstTry() {
        var envelope = builder().build();
        assertThat(envelope.mode()).isEqualTo(EventMode.BROADCAST);
        assertThat(envelope.attempt()).isEqualTo(1);
        assertThat(envelope.priority()).isZero();
        assertThat(envelope.headers()).isEmpty();
        assertThat(envelope.version()).isNull();
    }

    @Test
    void copyToChangeKeepsEverything() {
        var envelope = builder()
                .version(Version.parse("v1.2"))
                .mode(EventMode.RPC)
                .correlationId("c")
                .causationId("k")
                .sequence(9)
                .attempt(4)
                .firstFailedAt(NOW)
                .trace("parent", "state")
                .priority(9)
                .key("key")
                .headers(Map.of("a", "1"))
                .build();
        assertThat(envelope.toBuilder().build()).isEqualTo(envelope);
        assertThat(envelope.toBuilder().header("b", "2").build().headers()).isEqualTo(Map.of("a", "1", "b", "2"));
    }

    @Test
    void nextAttemptCountsAndKeepsTheFirstFailure() {
        var second = builder().build().nextAttempt(NOW);
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.firstFailedAt()).isEqualTo(NOW);
        var third = second.nextAttempt(NOW.plusSeconds(5));
        assertThat(third.attempt()).isEqualTo(3);
        assertThat(third.firstFailedAt()).isEqualTo(NOW);
        assertThat(third.messageId()).isEqualTo("id");
    }

    @Test
    void headersOfTheCallerAreCopied() {
        Map<String, String> headers = new HashMap<>(Map.of("a", "1"));
        var envelope = builder().headers(headers).build();
        headers.put("b", "2");
        assertThat(envelope.headers()).containsOnlyKeys("a");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10})
    void priorityOutOfRangeIsRefused(int priority) {
        assertThatThrownBy(() -> builder().priority(priority).build())
                .hasMessage("priority must be 0..9, was " + priority);
    }

    @Test
    void attemptsCountFromOne() {
        assertThatThrownBy(() -> builder().attempt(0).build()).hasMessage("attempt counts from 1, was 0");
    }
}
