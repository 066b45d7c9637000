package io.saltbus.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.Transport;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where requests go: to one responder of their topic and major version, at once or not at all. */
public interface RequestContract extends Contract {
    @Test
    default void requestReachesTheRespondersOfItsTopicAndMajorVersionAndNoOthers() {
        Optional<QueueSpec> responders = responders("add", 1);
        if (responders.isEmpty()) {
            return;
        }
        Inbox first = bench().inbox(responders.get());
        Inbox second = bench().inbox(responders("add", 2).orElseThrow());
        Inbox recorder = bench().inbox(bench().queue("#"));
        assertThat(request("1", "v1").routed()).isTrue();
        assertThat(request("2", "v2.3").routed()).isTrue();
        assertThat(request("1b", "v1.7.2").routed()).isTrue();
        bench().publish("event", "add");
        assertThat(first.ack(2)).containsExactly("1", "1b");
        assertThat(second.ack(1)).containsExactly("2");
        assertThat(recorder.ackUntil("event")).containsExactly("event");
        request("end", "v1");
        request("end", "v2");
        assertThat(first.ack(1)).containsExactly("end");
        assertThat(second.ack(1)).containsExactly("end");
        recorder.hasSeenOnly(List.of("event"));
    }

    @Test
    default void requestWithoutRespondersIsConfirmedAndNotRouted() {
        if (responders("add", 1).isEmpty()) {
            return;
        }
        bench().queue("#");
        bench().queue("add");
        assertThat(request("1", "v1").routed()).isTrue();
        Confirmed unanswered = request("2", "v2");
        assertThat(unanswered.routed()).isFalse();
        assertThat(unanswered.messageId()).isEqualTo("2");
        Envelope.Builder versionless = bench().envelope("3", "add").mode(EventMode.RPC);
        assertThat(bench().await(bench().transport().publish(bench().outgoing(versionless.build())))
                        .routed())
                .isFalse();
    }

    @Test
    default void respondersOfTwoTransportsShareTheRequests() {
        Optional<QueueSpec> responders = responders("add", 1);
        if (responders.isEmpty()) {
            return;
        }
        Transport other = bench().connect();
        QueueSpec same = other.responders(bench().topic("add"), 1);
        bench().await(other.declare(same));
        Inbox here = bench().inbox(bench().transport(), responders.get(), 5);
        Inbox there = bench().inbox(other, same, 5);
        List<String> ids =
                IntStream.range(0, 10).mapToObj(number -> "m" + number).toList();
        ids.forEach(id -> assertThat(request(id, "v1").routed()).isTrue());
        var answered = new ArrayList<>(here.next(5));
        answered.addAll(there.next(5));
        assertThat(answered).extracting(TckBench::id).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    default void requestArrivesAsItWasSent() {
        Optional<QueueSpec> responders = responders("add", 1);
        if (responders.isEmpty()) {
            return;
        }
        Inbox inbox = bench().inbox(responders.get());
        Envelope sent = envelope("1", "v1.2.3")
                .reply("caller-1", Duration.ofMillis(12_345))
                .correlationId("conversation")
                .causationId("cause")
                .attempt(2)
                .priority(7)
                .header("tenant", "acme")
                .build();
        var expiring = new Outgoing(bench().outgoing(sent).message(), null, Duration.ofMillis(12_345));
        bench().await(bench().transport().publish(expiring));
        Delivery arrived = inbox.next();
        assertThat(arrived.message().envelope()).isEqualTo(sent);
        assertThat(arrived.message().body()).isEqualTo(expiring.message().body());
        assertThat(arrived.redeliveries()).isZero();
    }

    @Test
    default void requestThatIsNotTakenInTimeIsGone() {
        Optional<QueueSpec> responders = responders("add", 1);
        if (responders.isEmpty() || !bench().promises(Guarantee.EXPIRY)) {
            return;
        }
        Inbox taken = bench().inbox(bench().transport(), responders.get(), 1);
        request("held", "v1");
        Delivery held = taken.next();
        Duration patience = Duration.ofMillis(200);
        var mortal =
                new Outgoing(bench().outgoing(envelope("mortal", "v1").build()).message(), null, patience);
        assertThat(bench().await(bench().transport().publish(mortal)).routed()).isTrue();
        bench().await(Future.<Void>future(
                over -> bench().clock().schedule(patience.multipliedBy(2), bench().context(), over::complete)));
        request("end", "v1");
        taken.settle(held, Disposition.Ack.INSTANCE);
        assertThat(taken.ackUntil("end")).containsExactly("end");
    }

    @Test
    default void requestOfAResponderThatIsGoneGoesToTheNextAsARedelivery() {
        Optional<QueueSpec> responders = responders("add", 1);
        if (responders.isEmpty()) {
            return;
        }
        Inbox dying = bench().inbox(responders.get());
        request("1", "v1");
        assertThat(dying.next().redeliveries()).isZero();
        dying.close();
        Delivery again = bench().inbox(responders.get()).next();
        assertThat(TckBench.id(again)).isEqualTo("1");
        assertThat(again.redeliveries()).isEqualTo(1);
    }

    @Test
    default void requestIsAckedOrReleasedAndNothingElse() {
        Optional<QueueSpec> responders = responders("add", 1);
        if (responders.isEmpty()) {
            return;
        }
        Inbox inbox = bench().inbox(responders.get());
        request("1", "v1");
        Delivery delivery = inbox.next();
        assertThatThrownBy(() ->
                        delivery.settle(new Disposition.Retry(delivery.message().envelope(), Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> delivery.settle(new Disposition.DeadLetter(SettlementContract.REPORT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tell its caller");
        inbox.settle(delivery, Disposition.Release.INSTANCE);
        assertThat(inbox.ack(1)).containsExactly("1");
        request("end", "v1");
        assertThat(inbox.ack(1)).containsExactly("end");
    }

    /** The queue of these responders, declared; empty where the transport refuses such queues, as it then must. */
    private Optional<QueueSpec> responders(String words, int major) {
        QueueSpec queue = bench().transport().responders(bench().topic(words), major);
        var declared = bench().transport().declare(queue);
        if (!bench().promises(Guarantee.REQUESTS)) {
            bench().refused(declared);
            return Optional.empty();
        }
        bench().await(declared);
        return Optional.of(queue);
    }

    private Confirmed request(String id, String version) {
        return bench().await(bench().transport()
                .publish(bench().outgoing(envelope(id, version).build())));
    }

    private Envelope.Builder envelope(String id, String version) {
        return bench().envelope(id, "add").version(Version.parse(version)).mode(EventMode.RPC);
    }
}
