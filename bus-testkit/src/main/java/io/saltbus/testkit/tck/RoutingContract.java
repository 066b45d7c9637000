package io.saltbus.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.event.Version;
import io.saltbus.core.failure.BusException;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.QueueSpec;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which queues a message reaches, and that it arrives as it was sent. */
public interface RoutingContract extends Contract {
    /** Topics of the table, and the message that ends it. */
    List<String> TOPICS = List.of("order", "order.created", "order.item.added", "user.created", "order.created.eu");

    /** The last topic of the table; every queue of it gets this one. */
    String END = "end.of.table";

    /** Which of the topics each pattern wants. */
    Map<String, List<String>> WANTED = Map.of(
            "order.created", List.of("order.created"),
            "order.*", List.of("order.created"),
            "*.created", List.of("order.created", "user.created"),
            "order.#", List.of("order", "order.created", "order.item.added", "order.created.eu"),
            "#.created", List.of("order.created", "user.created"),
            "*.*.*", List.of("order.item.added", "order.created.eu"),
            "order.#.added", List.of("order.item.added"),
            "#.order.#", List.of("order", "order.created", "order.item.added", "order.created.eu"),
            "#", TOPICS);

    @Test
    default void everyPatternGetsTheTopicsThatFitAndNoOthers() {
        Map<String, Inbox> inboxes = new LinkedHashMap<>();
        WANTED.keySet().forEach(pattern -> inboxes.put(pattern, bench().inbox(bench().queue(pattern, END))));
        TOPICS.forEach(topic -> bench().publish(topic, topic));
        bench().publish(END, END);
        inboxes.forEach((pattern, inbox) -> {
            List<String> got = inbox.ackUntil(END);
            assertThat(got.subList(0, got.size() - 1))
                    .as("topics that reach %s", pattern)
                    .containsExactlyElementsOf(WANTED.getOrDefault(pattern, List.of()));
        });
    }

    @Test
    default void everyQueueGetsACopyOfItsOwn() {
        Inbox first = bench().inbox(bench().queue("shared"));
        Inbox second = bench().inbox(bench().queue("shared"));
        List<String> ids = bench().publishMany(20, "shared");
        assertThat(first.ack(20)).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(second.ack(20)).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    default void messageThatFitsSeveralPatternsOfAQueueArrivesOnce() {
        Inbox inbox = bench().inbox(bench().queue("a.b", "a.*", "#", "*.b", "end"));
        bench().publish("1", "a.b");
        bench().publish("end", "end");
        assertThat(inbox.ackUntil("end")).containsExactly("1", "end");
    }

    @Test
    default void confirmSaysWhetherAQueueTookTheMessage() {
        bench().queue("wanted");
        assertThat(bench().publish("1", "wanted").routed()).isTrue();
        var unrouted = bench().publish("2", "unwanted");
        assertThat(unrouted.routed()).isFalse();
        assertThat(unrouted.messageId()).isEqualTo("2");
    }

    @Test
    default void envelopeAndBodyArriveUnchanged() {
        Inbox inbox = bench().inbox(bench().queue("full"));
        var envelope = bench().envelope("id-1", "full")
                .version(Version.parse("v1.2.3"))
                .correlationId("conversation")
                .causationId("cause")
                .sequence(42)
                .attempt(3)
                .firstFailedAt(Instant.parse("2026-01-02T03:04:05.678Z"))
                .trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "vendor=1")
                .priority(7)
                .key("customer-1")
                .header("plain", "text")
                .header("größe", "äöü 日本語 \uD83D\uDE80")
                .header("empty", "")
                .build();
        var body = Buffer.buffer("{\"name\":\"Zoë\",\"n\":1.50}");
        bench().await(bench().transport().publish(new Outgoing(new Message(envelope, body), null, null)));
        var arrived = inbox.next();
        assertThat(arrived.message().envelope()).isEqualTo(envelope);
        assertThat(arrived.message().body()).isEqualTo(body);
        assertThat(arrived.redeliveries()).isZero();
        assertThat(arrived.deathReport()).isNull();
    }

    @Test
    default void envelopeWithoutOptionalFieldsArrivesUnchanged() {
        Inbox inbox = bench().inbox(bench().queue("bare"));
        var envelope = bench().envelope("id-1", "bare").build();
        bench().await(bench().transport().publish(bench().outgoing(envelope)));
        assertThat(inbox.next().message().envelope()).isEqualTo(envelope);
    }

    @Test
    default void largeBodyArrivesWhole() {
        Inbox inbox = bench().inbox(bench().queue("large"));
        var bytes = new byte[1 << 20];
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = (byte) (at * 31 + (at >> 8));
        }
        var envelope = bench().envelope("1", "large").build();
        bench().await(bench().transport()
                .publish(new Outgoing(new Message(envelope, Buffer.buffer(bytes)), null, null)));
        assertThat(inbox.next().message().body().getBytes()).isEqualTo(bytes);
    }

    @Test
    default void declaringAgainChangesNothing() {
        QueueSpec queue = bench().queue("kept");
        bench().publish("1", "kept");
        bench().await(bench().transport().declare(queue));
        bench().publish("2", "kept");
        assertThat(bench().inbox(queue).ack(2)).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    default void consumingAQueueThatWasNeverDeclaredFails() {
        var options = new ConsumeOptions(bench().context(), 1, 0);
        var consuming =
                bench().transport().consume(bench().spec(QueueSpec.Kind.STANDARD, "never"), options, delivery -> {});
        assertThat(bench().failure(consuming)).isInstanceOf(BusException.class);
    }
}
