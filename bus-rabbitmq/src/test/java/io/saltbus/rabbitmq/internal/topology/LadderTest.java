package io.saltbus.rabbitmq.internal.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import io.saltbus.core.event.Topic;
import io.saltbus.rabbitmq.internal.publish.Parcel;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Binding;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** The declared bindings and times to live, walked by hand as a broker walks them. */
class LadderTest {
    private static final Names NAMES = Names.of("saltbus");
    private static final Blueprint BLUEPRINT =
            new Ladder(NAMES).blueprint(new QueueArguments(BrokerVersion.parse("3.10.8")));

    private final LadderDelays delays = new LadderDelays(NAMES);

    @Property
    void everyDelayTakesExactlyTheLevelsOfItsBits(
            @ForAll @LongRange(min = 1, max = (1L << 28) - 1) long seconds,
            @ForAll @Size(min = 1, max = 5) List<@AlphaChars @StringLength(min = 1, max = 20) String> words) {
        String queue = String.join(".", words);
        var parcel = delays.toQueue(parcel(Map.of(), null), queue, Duration.ofSeconds(seconds));
        Walk walk = walk(parcel, queue);
        assertThat(walk.waitedMs).isEqualTo(1000 * seconds);
        assertThat(walk.levels).hasSize(Long.bitCount(seconds));
        assertThat(walk.queues).containsExactly(queue);
        assertThat(Ladder.queueOf(parcel.routingKey())).isEqualTo(queue);
    }

    @Property
    void aDelayIsRoundedUpToWholeSeconds(@ForAll @LongRange(min = 1, max = 10_000_000_000_000L) long nanos) {
        var parcel = delays.toQueue(parcel(Map.of(), null), "q", Duration.ofNanos(nanos));
        long waitedNanos = walk(parcel, "q").waitedMs * 1_000_000;
        assertThat(waitedNanos).isBetween(nanos, nanos + 999_999_999);
    }

    @Property
    void queuesWithSimilarNamesAreNotConfused(
            @ForAll @AlphaChars @StringLength(min = 1, max = 5) String first,
            @ForAll @AlphaChars @StringLength(min = 1, max = 5) String second) {
        var parcel = delays.toQueue(parcel(Map.of(), null), first + "." + second, Duration.ofSeconds(3));
        assertThat(walk(parcel, first + "." + second, second, first, second + "." + first + ".x").queues)
                .containsExactly(first + "." + second);
    }

    @Test
    void theLongestNameFitsIntoARoutingKey() {
        String longest = "a." + "b".repeat(197);
        String key = delays.toQueue(parcel(Map.of(), null), longest, Duration.ofSeconds(Ladder.MAX_SECONDS))
                .routingKey();
        assertThat(key.getBytes(StandardCharsets.UTF_8)).hasSize(255);
        assertThat(Ladder.queueOf(key)).isEqualTo(longest);
    }

    @Test
    void delaysThatCannotBeKeptAreRefusedWithTheLimit() {
        for (Duration refused : List.of(
                Duration.ZERO,
                Duration.ofSeconds(-1),
                Duration.ofSeconds(1L << 28),
                Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatThrownBy(() -> delays.toQueue(parcel(Map.of(), null), "q", refused))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(refused.toString());
        }
    }

    @Test
    void anExpirationDoesNotEndADelayEarlyAndIsBackAfterwards() {
        var retried = delays.toQueue(parcel(Map.of("x-death", "1", "salt-a", "b"), "500"), "q", Duration.ofSeconds(1));
        assertThat(retried.properties().getExpiration()).isNull();
        assertThat(retried.properties().getHeaders()).isEqualTo(Map.of("salt-a", "b"));

        var delayed = delays.untilDue(parcel(Map.of("salt-a", "b"), "500"), Duration.ofSeconds(1));
        assertThat(delayed.properties().getExpiration()).isNull();
        assertThat(delayed.properties().getDeliveryMode()).isEqualTo(2);
        assertThat(walk(delayed).queues).containsExactly(NAMES.due());
        assertThat(DueHeaders.topic(delayed.properties())).isEqualTo("order.created");
        AMQP.BasicProperties due = DueHeaders.restore(delayed.properties());
        assertThat(due.getExpiration()).isEqualTo("500");
        assertThat(due.getHeaders()).isEqualTo(Map.of("salt-a", "b"));
    }

    @Test
    void aDelayedRequestIsKnownForOneUntilItIsDue() {
        Parcel event = parcel(Map.of(), null);
        var request = new Parcel(NAMES.rpc(), "rpc.add.v1", event.properties(), new byte[0], true);

        Parcel delayed = delays.untilDue(request, Duration.ofSeconds(1));

        assertThat(delayed.request()).isTrue();
        assertThat(DueHeaders.isRequest(delayed.properties())).isTrue();
        assertThat(DueHeaders.topic(delayed.properties())).isEqualTo("rpc.add.v1");
        assertThat(DueHeaders.restore(delayed.properties()).getHeaders()).isEmpty();
        assertThat(DueHeaders.isRequest(
                        delays.untilDue(event, Duration.ofSeconds(1)).properties()))
                .isFalse();
    }

    @Test
    void whatIsLeftWithoutAQueueIsParked() {
        var parcel = delays.toQueue(parcel(Map.of(), null), "gone.queue", Duration.ofSeconds(5));
        assertThat(walk(parcel).queues).isEmpty();
        assertThat(BLUEPRINT.exchanges())
                .contains(new Blueprint.Exchange(
                        NAMES.exit(), Blueprint.Routing.TOPIC, Map.of("alternate-exchange", NAMES.parked())));
        assertThat(routed(NAMES.parked(), parcel.routingKey(), List.of()))
                .containsExactly(new Binding(NAMES.parked(), Target.QUEUE, NAMES.parked(), "#"));
    }

    private static Parcel parcel(Map<String, Object> headers, String expiration) {
        return new Parcel(
                NAMES.events(),
                "order.created",
                new AMQP.BasicProperties.Builder()
                        .headers(new HashMap<>(headers))
                        .expiration(expiration)
                        .build(),
                new byte[0]);
    }

    private static final class Walk {
        final List<String> levels = new ArrayList<>();
        final List<String> queues = new ArrayList<>();
        long waitedMs;
    }

    /** Where a message comes to, when these queues are bound to the exit. */
    private static Walk walk(Parcel parcel, String... bound) {
        var exits = new ArrayList<Binding>();
        for (String queue : bound) {
            exits.add(new Ladder(NAMES).exitTo(queue));
        }
        var walk = new Walk();
        String exchange = parcel.exchange();
        while (!exchange.equals(NAMES.exit())) {
            List<Binding> ways = routed(exchange, parcel.routingKey(), exits);
            assertThat(ways).as("ways out of %s", exchange).hasSize(1);
            Binding way = ways.get(0);
            if (way.target() == Target.QUEUE) {
                Map<String, Object> arguments = arguments(way.destination());
                walk.levels.add(way.destination());
                walk.waitedMs += ((Number) arguments.get("x-message-ttl")).longValue();
                exchange = (String) arguments.get("x-dead-letter-exchange");
            } else {
                exchange = way.destination();
            }
        }
        routed(exchange, parcel.routingKey(), exits).forEach(way -> walk.queues.add(way.destination()));
        return walk;
    }

    private static List<Binding> routed(String exchange, String key, List<Binding> more) {
        var all = new ArrayList<>(BLUEPRINT.bindings());
        all.addAll(more);
        return all.stream()
                .filter(binding -> binding.source().equals(exchange))
                .filter(binding -> naivelyMatches(words(binding.key()), words(key)))
                .toList();
    }

    private static Map<String, Object> arguments(String queue) {
        return BLUEPRINT.queues().stream()
                .filter(each -> each.name().equals(queue))
                .findFirst()
                .orElseThrow()
                .arguments();
    }

    private static List<String> words(String text) {
        return List.of(text.split("\\.", -1));
    }

    private static boolean naivelyMatches(List<String> pattern, List<String> key) {
        if (pattern.isEmpty()) {
            return key.isEmpty();
        }
        List<String> rest = pattern.subList(1, pattern.size());
        if (pattern.get(0).equals("#")) {
            return naivelyMatches(rest, key) || (!key.isEmpty() && naivelyMatches(pattern, key.subList(1, key.size())));
        }
        return !key.isEmpty()
                && (pattern.get(0).equals("*") || pattern.get(0).equals(key.get(0)))
                && naivelyMatches(rest, key.subList(1, key.size()));
    }

    @Test
    void noNameHoldsWhatStandsForADot() {
        assertThatThrownBy(() -> Topic.check(Ladder.escape("a.b"))).isInstanceOf(IllegalArgumentException.class);
    }
}
