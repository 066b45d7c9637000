package io.saltbus.rabbitmq.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.transport.WireFormat;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EnvelopeRoundTripPropertyTest {
    private static final long YEAR_9999_MS = 253_402_300_799_999L;

    @Property(tries = 500)
    void everyFieldComesBack(@ForAll WireFormat format, @ForAll("envelopes") Envelope envelope) {
        Arrival arrival = new Transit(format).through(Transit.outgoing(envelope, "{\"a\":1}"));

        assertThat(arrival.defect()).isNull();
        assertThat(arrival.deathReport()).isNull();
        assertThat(arrival.notBefore()).isNull();
        assertThat(arrival.message().envelope()).isEqualTo(envelope);
        assertThat(Transit.text(arrival)).isEqualTo("{\"a\":1}");
    }

    @Property(tries = 500)
    void aRetryChangesItsAttemptsAndNothingElse(@ForAll WireFormat format, @ForAll("envelopes") Envelope envelope) {
        var transit = new Transit(format);
        Arrival first = transit.through(Transit.outgoing(envelope, "{\"a\":1}"));
        Envelope next = first.message().envelope().nextAttempt(Instant.parse("2026-11-21T12:00:01.123456789Z"));

        Arrival second = transit.arrive(transit.wire.retry(first, next), "shop.queue");

        assertThat(second.defect()).isNull();
        assertThat(second.message().envelope()).isEqualTo(next);
        assertThat(Transit.text(second)).isEqualTo("{\"a\":1}");
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Provide
    Arbitrary<Envelope> envelopes() {
        Arbitrary<Envelope.Builder> begun = Combinators.combine(
                        texts(1, 300),
                        texts(1, 260),
                        texts(1, 260),
                        Arbitraries.longs().between(0, YEAR_9999_MS))
                .as((id, topic, service, published) ->
                        Envelope.builder(id, topic, service, Instant.ofEpochMilli(published)));
        Arbitrary<Version> versions = Arbitraries.of("v0", "v1", "v1.2", "v12.0.7", "v999999999.1")
                .map(Version::parse)
                .injectNull(0.2);
        Arbitrary<Instant> failures = Arbitraries.of(
                        "2026-11-21T12:00:00Z", "2026-11-21T12:00:00.123456789Z", "1969-12-31T23:59:59.5Z")
                .map(Instant::parse)
                .injectNull(0.3);
        Arbitrary<Map<String, String>> headers = Arbitraries.maps(
                        Arbitraries.oneOf(
                                texts(1, 60),
                                Arbitraries.of(
                                        "task",
                                        "id",
                                        "eta",
                                        "CC",
                                        "BCC",
                                        "traceparent",
                                        "x-death",
                                        "salt-seq",
                                        "salt-h-a",
                                        "salt-published-at",
                                        "compression")),
                        texts(0, 40))
                .ofMaxSize(6);
        return Combinators.combine(
                        begun,
                        versions,
                        Arbitraries.of(EventMode.class),
                        texts(0, 300).injectNull(0.3).tuple2(),
                        Arbitraries.longs().between(0, Long.MAX_VALUE),
                        Arbitraries.integers()
                                .between(1, Integer.MAX_VALUE - 2)
                                .flatMap(attempt -> failures.map(failed -> new Tries(attempt, failed))),
                        texts(0, 90).injectNull(0.3).tuple3(),
                        Arbitraries.integers()
                                .between(0, 9)
                                .flatMap(priority -> headers.map(added -> new Extras(priority, added))))
                .as((envelope, version, mode, ids, sequence, tries, texts, extras) -> envelope.version(version)
                        .mode(mode)
                        .correlationId(ids.get1())
                        .causationId(ids.get2())
                        .sequence(sequence)
                        .attempt(tries.attempt())
                        .firstFailedAt(tries.firstFailedAt())
                        .trace(texts.get1(), texts.get2())
                        .key(texts.get3())
                        .priority(extras.priority())
                        .headers(extras.headers())
                        .build());
    }

    record Tries(int attempt, Instant firstFailedAt) {}

    record Extras(int priority, Map<String, String> headers) {}

    // any text that UTF-8 can carry: no half of a pair
    static Arbitrary<String> texts(int least, int most) {
        return Arbitraries.strings()
                .withCharRange('\u0000', '\ud7ff')
                .withChars("\"\\{}äß中'")
                .ofMinLength(least)
                .ofMaxLength(most);
    }
}
