package io.saltbus.rabbitmq.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import io.saltbus.core.publish.PublishException;
import io.saltbus.core.schema.Violation;
import io.saltbus.core.transport.DeathReport;
import io.saltbus.core.transport.WireFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What goes to a broker again: retries, dead letters, what was delayed. */
@SuppressWarnings("JavaUtilDate") // amqp-client speaks it
class RepublishTest {
    private final Transit transit = new Transit(WireFormat.NATIVE);

    private Arrival arrival(Map<String, Object> headers) {
        Encoded written = transit.wire.write(
                Transit.outgoing(Transit.envelope().header("tenant", "acme").build(), null, Duration.ofSeconds(9)));
        var all = new HashMap<>(written.properties().getHeaders());
        all.putAll(headers);
        return transit.arrive(
                new Encoded(
                        written.properties()
                                .builder()
                                .headers(all)
                                .userId("python")
                                .clusterId("c")
                                .replyTo("r")
                                .deliveryMode(1)
                                .build(),
                        written.body()),
                "order.created");
    }

    @Test
    void aRetryKeepsWhatThePublisherWroteAndDropsWhatTheBrokerDid() {
        Arrival arrival = arrival(
                Map.of("CC", List.of("more"), "BCC", List.of("secret"), "x-death", List.of(), "x-delivery-count", 3L));

        Encoded again = transit.wire.retry(
                arrival, arrival.message().envelope().nextAttempt(Instant.parse("2026-11-21T12:00:01.5Z")));

        assertThat(Transit.headers(again))
                .containsOnlyKeys("salt-published-at", "salt-mode", "salt-attempt", "salt-first-failed-at", "tenant");
        AMQP.BasicProperties properties = again.properties();
        assertThat(properties.getExpiration()).isNull();
        assertThat(properties.getUserId()).as("the broker refuses another's").isNull();
        assertThat(properties.getClusterId()).isNull();
        assertThat(properties.getReplyTo()).isEqualTo("r");
        assertThat(properties.getDeliveryMode()).isEqualTo(2);
        assertThat(again.body()).isSameAs(arrival.body());
    }

    @Test
    void aRetryOfCelerysTaskCountsForCeleryToo() {
        Arrival arrival = new Transit(WireFormat.CELERY)
                .through(Transit.outgoing(Transit.envelope().build(), "{}"));

        Encoded again = transit.wire.retry(arrival, arrival.message().envelope().nextAttempt(Transit.NOW));

        assertThat(again.properties().getHeaders()).containsEntry("retries", 1).containsEntry("salt-attempt", 2);
    }

    @Property(tries = 300)
    void aReportComesBack(@ForAll("reports") DeathReport report) {
        Arrival dead = transit.arrive(transit.wire.dead(arrival(Map.of()), report), "q.dlq");

        assertThat(dead.deathReport()).isEqualTo(report);
        assertThat(dead.message().envelope().headers()).isEqualTo(Map.of("tenant", "acme"));
    }

    @Provide
    Arbitrary<DeathReport> reports() {
        var texts = EnvelopeRoundTripPropertyTest.texts(0, 100);
        Arbitrary<Violation> violations =
                Combinators.combine(texts, texts, texts, texts).as(Violation::new);
        Arbitrary<Instant> instants = Arbitraries.longs()
                .between(-1_000_000_000_000_000L, 1_000_000_000_000_000L)
                .map(micros -> Instant.EPOCH.plusNanos(micros * 1_000));
        return Combinators.combine(
                        texts,
                        texts,
                        texts,
                        texts,
                        Arbitraries.integers().greaterOrEqual(0),
                        instants,
                        instants,
                        violations.list().ofMaxSize(5))
                .as(DeathReport::new);
    }

    @Test
    void aReportLeavesOutWhatHasNoRoomInTheFrame() {
        var violations = Collections.nCopies(5_000, new Violation("/items/0/qty", "minimum", "1", "must be 1 or more"));
        var report = new DeathReport(
                "q",
                "Invalid",
                "\u4e2d".repeat(1_000),
                "\u4e2d".repeat(4_000),
                2,
                Transit.NOW,
                Transit.NOW,
                violations);
        int frame = 8_192;
        var narrow = new Transit(WireFormat.NATIVE, frame);
        Arrival arrival = arrival(Map.of("wide", "w".repeat(3_000)));

        for (Transit broker : List.of(narrow, transit)) {
            Encoded dead = broker.wire.dead(arrival, report);
            DeathReport read = broker.arrive(dead, "q.dlq").deathReport();

            assertThat(Transit.frameBytes(dead.properties()))
                    .isLessThanOrEqualTo(broker == narrow ? frame : WireSettings.DEFAULT_FRAME_BYTES);
            assertThat(read.errorType()).isEqualTo("Invalid");
            assertThat(read.attempts()).isEqualTo(2);
            assertThat(report.errorMessage()).startsWith(read.errorMessage());
        }
        DeathReport read =
                transit.arrive(transit.wire.dead(arrival, report), "q.dlq").deathReport();
        assertThat(read.errorMessage()).isEqualTo(report.errorMessage());
        assertThat(read.violations()).hasSizeBetween(100, 300);
        assertThat(read.violations().get(read.violations().size() - 1).message())
                .matches("and \\d+ more");
        assertThat(read.stackTrace()).isEqualTo(report.stackTrace());
    }

    @Test
    void whatTheBrokerLetExpireSaysSo() {
        Date when = new Date(1_790_000_000_000L);
        Arrival expired = arrival(Map.of(
                "x-first-death-queue", "shop.mail",
                "x-first-death-reason", "expired",
                "x-death", List.of(Map.of("time", when, "queue", "shop.mail"))));

        DeathReport report = expired.deathReport();

        assertThat(report.errorType()).isEqualTo(DeathReport.EXPIRED);
        assertThat(report.queue()).isEqualTo("shop.mail");
        assertThat(report.attempts()).isZero();
        assertThat(report.lastFailedAt()).isEqualTo(when.toInstant());
        assertThat(report.errorMessage()).isEqualTo("it waited in queue shop.mail for longer than its time to live");
    }

    @Test
    void whatComesOffTheDelayLadderIsNotDead() {
        assertThat(arrival(Map.of("x-first-death-queue", "saltbus.delay.03", "x-first-death-reason", "expired"))
                        .deathReport())
                .isNull();
    }

    @Test
    void aTimeToLiveIsWhatTheBrokerCanCount() {
        assertThat(Expiration.millis(Duration.ofNanos(1))).isEqualTo("1");
        assertThat(Expiration.millis(Duration.ofNanos(1_000_001))).isEqualTo("2");
        assertThat(Expiration.millis(Duration.ofDays(100))).isEqualTo("4294967295");
    }

    @Test
    void headersThatNoFrameHoldsAreRefusedOnPublish() {
        var large = Transit.envelope().header("large", "\u4e2d".repeat(30_000)).build();
        var named = Transit.envelope().header("n".repeat(256), "x").build();

        assertThatThrownBy(() -> transit.wire.write(Transit.outgoing(large, "{}")))
                .isInstanceOf(PublishException.HeadersTooLarge.class)
                .hasMessageMatching("all headers together takes 900\\d\\d bytes, 65536 are allowed: .*");
        assertThatThrownBy(() -> transit.wire.write(Transit.outgoing(named, "{}")))
                .isInstanceOf(PublishException.HeadersTooLarge.class)
                .hasMessageStartingWith("the name of a header takes 256 bytes, 255 are allowed");
    }

    @Test
    void anAlienReportIsShownAsFarAsItCanBeRead() {
        DeathReport report = arrival(Map.of(
                        SaltHeader.DEATH_QUEUE, "q",
                        SaltHeader.DEATH_ATTEMPTS, "many",
                        SaltHeader.DEATH_FIRST_FAILED_AT, 5,
                        SaltHeader.DEATH_VIOLATIONS, "[{\"pointer\":\"/a\"},"))
                .deathReport();

        assertThat(report.queue()).isEqualTo("q");
        assertThat(report.attempts()).isZero();
        assertThat(report.violations()).isEmpty();
    }
}
