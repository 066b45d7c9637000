package io.saltbus.core.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.schema.Violation;
import io.saltbus.core.time.VirtualScheduler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportRecordsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void standardQueueHasItsDeadLettersBesideIt() {
        var patterns = new ArrayList<>(List.of(TopicPattern.of("order.*")));
        var queue = QueueSpec.of("shop.handler", patterns);
        patterns.clear();
        assertThat(queue.deadLetters()).isEqualTo("shop.handler.dlq");
        assertThat(queue.kind()).isEqualTo(QueueSpec.Kind.STANDARD);
        assertThat(queue.patterns()).containsExactly(TopicPattern.of("order.*"));
        assertThatThrownBy(() -> QueueSpec.of("bad name", List.of())).hasMessageContaining("bad name");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65_536})
    void prefetchOutOfRangeIsRefused(int prefetch) {
        var vertx = Vertx.vertx();
        var context = vertx.getOrCreateContext();
        try {
            assertThatThrownBy(() -> new ConsumeOptions(context, prefetch, 0))
                    .hasMessage("prefetch must be 1..65535, was " + prefetch);
        } finally {
            assertThat(vertx.close()).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5})
    void confirmTimeoutMustBeAboveZero(long millis) {
        var clock = new VirtualScheduler(NOW);
        assertThatThrownBy(() -> TransportSettings.of(clock, Duration.ofMillis(millis)))
                .hasMessageStartingWith("confirmTimeout must be above zero");
    }

    @Test
    void reportKeepsItsOwnViolations() {
        var violations = new ArrayList<>(List.of(new Violation("/a", "minimum", "1", "must be 1 or more")));
        var report = new DeathReport("q", "type", "message", "", 1, NOW, NOW, violations);
        violations.clear();
        assertThat(report.violations()).singleElement().hasToString("/a must be 1 or more");
    }

    @Test
    void messageInAnotherEnvelopeKeepsItsBody() {
        var envelope = Envelope.builder("1", "t", "s", NOW).build();
        var message = new Message(envelope, Buffer.buffer("{}"));
        var next = message.withEnvelope(envelope.nextAttempt(NOW));
        assertThat(next.envelope().attempt()).isEqualTo(2);
        assertThat(next.body()).isSameAs(message.body());
    }
}
