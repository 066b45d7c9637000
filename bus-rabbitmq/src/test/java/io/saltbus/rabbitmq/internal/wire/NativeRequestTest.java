package io.saltbus.rabbitmq.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.transport.WireFormat;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** What is special about requests in the native format. */
class NativeRequestTest {
    private final Transit transit = new Transit(WireFormat.NATIVE);

    private static Envelope request(Duration timeout) {
        return Transit.envelope().mode(EventMode.RPC).reply("caller-1", timeout).build();
    }

    @Test
    void aRequestIsTransientExpiresWithItsCallerAndSaysWhereTo() {
        Encoded encoded =
                transit.wire.write(Transit.outgoing(request(Duration.ofSeconds(10)), null, Duration.ofSeconds(10)));

        assertThat(encoded.properties().getDeliveryMode()).isEqualTo(1);
        assertThat(encoded.properties().getExpiration()).isEqualTo("10000");
        assertThat(encoded.properties().getReplyTo()).isNull();
        assertThat(encoded.properties().getHeaders())
                .containsEntry("salt-mode", "rpc")
                .containsEntry("salt-reply-to", "caller-1")
                .containsEntry("salt-timeout-ms", 10_000L);
    }

    @Test
    void anEventIsPersistentAndSaysNothingOfReplies() {
        Encoded encoded = transit.wire.write(Transit.outgoing(Transit.envelope().build(), "{}"));

        assertThat(encoded.properties().getDeliveryMode()).isEqualTo(2);
        assertThat(encoded.properties().getHeaders()).doesNotContainKeys("salt-reply-to", "salt-timeout-ms");
    }

    @Property(tries = 100)
    void whoWaitsAndHowLongComesBack(
            @ForAll @StringLength(min = 1, max = 300) String caller,
            @ForAll @LongRange(min = 1, max = 0xffff_ffffL) long ms) {
        Envelope sent = Transit.envelope()
                .mode(EventMode.RPC)
                .reply(caller.replaceAll("\\p{Cs}", "s"), Duration.ofMillis(ms)) // no half of a pair
                .build();

        assertThat(transit.through(Transit.outgoing(sent, "{}")).message().envelope())
                .isEqualTo(sent);
    }

    @Test
    void aTimeoutIsNeverCutToNothing() {
        for (var times : Map.of(
                        Duration.ofNanos(1), Duration.ofMillis(1),
                        Duration.ofNanos(1_000_001), Duration.ofMillis(2),
                        Duration.ofDays(900), Duration.ofMillis(0xffff_ffffL))
                .entrySet()) {
            Arrival arrival = transit.through(Transit.outgoing(request(times.getKey()), "{}"));

            assertThat(arrival.message().envelope().timeout()).isEqualTo(times.getValue());
        }
    }

    @Test
    void whatWasSentAgainIsKnownForIt() {
        Encoded first = transit.wire.write(Transit.outgoing(request(Duration.ofSeconds(1)), "{}"));
        var headers = new HashMap<>(first.properties().getHeaders());
        headers.put(Wire.RESENT, true);
        var second = new Encoded(first.properties().builder().headers(headers).build(), first.body());

        assertThat(transit.arrive(first, "rpc.add.v1").resent()).isFalse();
        assertThat(transit.arrive(second, "rpc.add.v1").resent()).isTrue();
        assertThat(transit.arrive(second, "rpc.add.v1").message().envelope().headers())
                .isEmpty();
    }
}
