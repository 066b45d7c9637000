package io.saltbus.rabbitmq.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import io.saltbus.core.transport.DeathReport;
import io.saltbus.core.transport.WireFormat;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever arrives, something can be done with it, and it stays what it is. */
@SuppressWarnings("JavaUtilDate") // amqp-client speaks it
class AnyMessagePropertyTest {
    private static final DeathReport REPORT = new DeathReport(
            "shop.queue", "java.io.IOException", "away", "at x", 3, Transit.NOW, Transit.NOW.plusMillis(5), List.of());

    private final Transit transit = new Transit(WireFormat.NATIVE);

    @Property(tries = 3000)
    void anyPropertiesAndBytesGiveAnArrival(
            @ForAll("properties") AMQP.BasicProperties properties, @ForAll("bodies") byte[] body) {
        Arrival arrival = transit.arrive(new Encoded(properties, body), "some.key");

        assertThat(arrival.message().envelope().messageId()).isNotNull();
        assertThat(arrival.message().envelope().topic()).isNotEmpty();
        assertThat(arrival.body()).isEqualTo(body);
        if (arrival.defect() != null) {
            assertThat(arrival.message().body().getBytes()).isEqualTo(body);
            assertThat(arrival.defect().getMessage()).hasSizeLessThan(300);
            assertThat(arrival.defect().retryable()).isFalse();
        }
    }

    @Property(tries = 1000)
    void anyArrivalCanBeTriedAgainAndBuried(
            @ForAll("properties") AMQP.BasicProperties properties, @ForAll("bodies") byte[] body) {
        Arrival arrival = transit.arrive(new Encoded(properties, body), "some.key");

        Encoded again = transit.wire.retry(
                arrival, arrival.message().envelope().nextAttempt(Instant.parse("2026-11-21T12:00:01Z")));
        assertSendable(again, body);
        if (arrival.defect() == null) {
            Arrival second = transit.arrive(again, "shop.queue");
            assertThat(second.defect()).isNull();
            assertThat(second.message().envelope().messageId())
                    .isEqualTo(arrival.message().envelope().messageId());
            assertThat(second.message().envelope().publishedAt())
                    .isEqualTo(arrival.message().envelope().publishedAt());
        }

        Encoded dead = transit.wire.dead(arrival, REPORT);
        assertSendable(dead, body);
        Arrival buried = transit.arrive(dead, "shop.queue.dlq");
        assertThat(buried.deathReport()).isEqualTo(REPORT);
        assertThat(buried.message().envelope().topic())
                .isEqualTo(arrival.message().envelope().topic());
    }

    private static void assertSendable(Encoded encoded, byte[] body) {
        AMQP.BasicProperties properties = Transit.carried(encoded.properties());
        assertThat(encoded.body()).isEqualTo(body);
        assertThat(properties.getHeaders().keySet()).noneMatch(name -> name.startsWith("x-"));
        assertThat(properties.getHeaders()).doesNotContainKeys("CC", "BCC");
        assertThat(properties.getExpiration()).isNull();
        assertThat(properties.getUserId()).isNull();
        assertThat(properties.getDeliveryMode()).isEqualTo(2);
        assertThat(Transit.frameBytes(encoded.properties())).isLessThanOrEqualTo(WireSettings.DEFAULT_FRAME_BYTES);
    }

    @Provide
    Arbitrary<AMQP.BasicProperties> properties() {
        return Combinators.combine(
                        Arbitraries.maps(names(), values()).ofMaxSize(12),
                        Arbitraries.of("application/json", "application/x-python-serialize", "text/plain", "")
                                .injectNull(0.3),
                        Arbitraries.of("utf-8", "binary", "gzip", "UTF-16").injectNull(0.3),
                        shorts(),
                        Arbitraries.of("some.key", "order.created", "", "OrderCreated")
                                .injectNull(0.4),
                        Arbitraries.longs()
                                .between(Long.MIN_VALUE / 1000, Long.MAX_VALUE / 1000)
                                .map(seconds -> new Date(seconds * 1000))
                                .injectNull(0.5),
                        Arbitraries.integers().between(0, 255).injectNull(0.5))
                .as((headers, type, encoding, id, topic, timestamp, priority) -> new AMQP.BasicProperties.Builder()
                        .headers(headers.isEmpty() ? null : headers)
                        .contentType(type)
                        .contentEncoding(encoding)
                        .messageId(id)
                        .correlationId(id)
                        .userId(id)
                        .type(topic)
                        .timestamp(timestamp)
                        .expiration(priority == null ? null : "1000")
                        .deliveryMode(priority == null ? null : 1)
                        .priority(priority)
                        .build());
    }

    private static Arbitrary<String> shorts() {
        return EnvelopeRoundTripPropertyTest.texts(0, 80).injectNull(0.5);
    }

    private static Arbitrary<String> names() {
        var known = new ArrayList<>(CeleryHeaders.NAMES);
        known.addAll(List.of(
                SaltHeader.PUBLISHED_AT,
                SaltHeader.VERSION,
                SaltHeader.MODE,
                SaltHeader.CAUSATION_ID,
                SaltHeader.SEQUENCE,
                SaltHeader.ATTEMPT,
                SaltHeader.FIRST_FAILED_AT,
                SaltHeader.KEY,
                SaltHeader.MESSAGE_ID,
                SaltHeader.CORRELATION_ID,
                SaltHeader.TOPIC,
                SaltHeader.SERVICE,
                SaltHeader.TRACEPARENT,
                SaltHeader.DEATH_VIOLATIONS,
                "x-death",
                "x-first-death-queue",
                "x-first-death-reason",
                "CC",
                "BCC"));
        return Arbitraries.oneOf(
                Arbitraries.of(known),
                Arbitraries.of(SaltHeader.PUBLISHED_AT, "task", "id"),
                EnvelopeRoundTripPropertyTest.texts(1, 20));
    }

    private static Arbitrary<Object> values() {
        return Arbitraries.oneOf(
                EnvelopeRoundTripPropertyTest.texts(0, 30).map(text -> (Object) text),
                Arbitraries.of(
                        "v1",
                        "rpc",
                        "celery_salt.dispatch_event",
                        "2026-11-21T19:44:48.485080+00:00",
                        "9".repeat(500),
                        "x".repeat(30_000),
                        0,
                        -1,
                        7,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        true,
                        1.5,
                        Double.NaN,
                        new BigDecimal("1.25"),
                        new Date(0),
                        (short) -3,
                        (byte) -3,
                        new byte[] {1, 2, 3},
                        Map.of(),
                        Map.of("time", new Date(0), "queue", "q"),
                        List.of(),
                        List.of(Map.of("time", new Date(0), "queue", "q"))));
    }

    @Provide
    Arbitrary<byte[]> bodies() {
        Arbitrary<byte[]> raw = Arbitraries.bytes().array(byte[].class).ofMaxSize(60);
        Arbitrary<byte[]> tasks = Combinators.combine(pieces(), pieces(), pieces())
                .as((left, middle, right) -> left + middle + right)
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
        return Arbitraries.oneOf(raw, tasks);
    }

    private static Arbitrary<String> pieces() {
        return Arbitraries.of(
                "[[\"{\\\"a\\\":1}\"], {\"routing_key\": \"a.b\"}, {}]",
                "[[{\"a\": 1, \"_tchu_meta\": {\"version\": \"v1\"}}], {\"routing_key\": \"a.b\"}, {}]",
                "[[\"{\\\"_tchu_meta\\\": 5}\"], {\"routing_key\": \"a.b\"}, {}]",
                "[[\"{\\\"_tchu_meta\\\": {\\\"version\\\": []}}\"], {\"routing_key\": \"a.b\"}, {}]",
                "{\"task\": \"celery_salt.dispatch_event\", \"args\": [\"{}\"], \"kwargs\": {\"routing_key\": \"a.b\"}}",
                "{\"task\": 5}",
                "{\"id\": \"x\", \"retries\": 1e400, \"task\": \"a.dispatch_event\"}",
                "[[",
                "\"{",
                "}",
                "]",
                "null",
                "{}",
                "[".repeat(3_000),
                "{\"a\":".repeat(500),
                "",
                "",
                " ");
    }
}
