package io.saltbus.core.transport.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.DeathReport;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.QueueSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryQueueTest {
    private static final DeathReport REPORT =
            new DeathReport("q", "java.io.IOException", "no", "", 1, Lab.START, Lab.START, List.of());

    private final Lab lab = new Lab(100);

    @AfterEach
    void close() {
        lab.close();
    }

    private void publish(String topic, int from, int to) {
        IntStream.rangeClosed(from, to).forEach(id -> Lab.await(lab.publish("" + id, topic)));
    }

    @Test
    void higherPriorityGoesFirstAndEqualsKeepTheirOrder() {
        var queue = lab.declare(QueueSpec.Kind.PRIORITY, "q", "t");
        for (String id : List.of("5a", "0a", "9a", "5b", "9b", "0b")) {
            Lab.await(lab.publish(
                    Lab.envelope(id, "t").priority(id.charAt(0) - '0').build(), null, null));
        }
        assertThat(lab.take(queue, 10, 0).ids()).containsExactly("9a", "9b", "5a", "5b", "0a", "0b");
    }

    @Test
    void unsettledMessagesOfAPriorityQueueReturnToTheirPlaces() {
        var queue = lab.declare(QueueSpec.Kind.PRIORITY, "q", "t");
        for (String id : List.of("5a", "5b", "9a", "5c")) {
            Lab.await(lab.publish(
                    Lab.envelope(id, "t").priority(id.charAt(0) - '0').build(), null, null));
        }
        var first = lab.take(queue, 2, 0);
        assertThat(first.ids()).containsExactly("9a", "5a");
        Lab.await(first.consumer.close());
        assertThat(lab.take(queue, 10, 0).ids()).containsExactly("9a", "5a", "5b", "5c");
    }

    @Test
    void unsettledMessagesReturnToTheHeadInOrderWithOneRedeliveryMore() {
        var queue = lab.declare("q", "t");
        publish("t", 1, 5);
        var left = lab.take(queue, 2, 0);
        var right = lab.take(queue, 1, 0);
        assertThat(left.ids()).containsExactly("1", "2");
        assertThat(right.ids()).containsExactly("3");
        Lab.await(right.consumer.close());
        Lab.await(left.consumer.close());
        var last = lab.take(queue, 10, 0);
        assertThat(last.ids()).containsExactly("1", "2", "3", "4", "5");
        assertThat(last.arrived).extracting(delivery -> delivery.redeliveries()).containsExactly(1, 1, 1, 0, 0);
    }

    @Test
    void messageGivenBackGoesBehindOlderOnesThatAreReady() {
        var queue = lab.declare("q", "t");
        publish("t", 1, 4);
        var left = lab.take(queue, 2, 0);
        var right = lab.take(queue, 1, 0);
        Lab.await(left.consumer.close());
        Lab.await(right.consumer.close());
        assertThat(lab.take(queue, 10, 0).ids()).containsExactly("1", "2", "3", "4");
    }

    @Test
    void releasedMessageGoesBackToTheHeadAndIsNoRedelivery() {
        var queue = lab.declare("q", "t");
        publish("t", 1, 2);
        var taker = lab.take(queue, 1, 0);
        Lab.await(taker.last().settle(Disposition.Release.INSTANCE));
        assertThat(taker.ids()).containsExactly("1", "1");
        assertThat(taker.last().redeliveries()).isZero();
    }

    @Test
    void lateSettleOfAClosedConsumerFailsAndChangesNothing() {
        var queue = lab.declare("q", "t");
        publish("t", 1, 1);
        var gone = lab.take(queue, 1, 0);
        var delivery = gone.last();
        Lab.await(gone.consumer.close());
        var next = lab.take(queue, 1, 0);
        assertThat(next.ids()).containsExactly("1");
        assertThatThrownBy(() -> Lab.await(delivery.settle(Disposition.Ack.INSTANCE)))
                .isInstanceOf(ConnectionException.Closed.class);
        assertThat(lab.transport.unsettled("q")).isEqualTo(1);
        Lab.await(next.last().settle(Disposition.Ack.INSTANCE));
        assertThatThrownBy(() -> Lab.await(next.last().settle(Disposition.Ack.INSTANCE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("message 1");
        assertThat(lab.transport.quiet()).isTrue();
    }

    @Test
    void higherConsumerPriorityIsServedFirstAndEqualsTakeTurns() {
        var queue = lab.declare("q", "t");
        var low = lab.take(queue, 10, 0);
        var high = lab.take(queue, 2, 5);
        var alsoHigh = lab.take(queue, 2, 5);
        publish("t", 1, 6);
        assertThat(high.ids()).containsExactly("1", "3");
        assertThat(alsoHigh.ids()).containsExactly("2", "4");
        assertThat(low.ids()).containsExactly("5", "6");
    }

    @Test
    void pausedConsumerGetsNothingAndKeepsWhatItHas() {
        var queue = lab.declare("q", "t");
        publish("t", 1, 1);
        var taker = lab.take(queue, 10, 0);
        Lab.await(taker.consumer.pause());
        assertThat(taker.consumer.live()).isFalse();
        publish("t", 2, 2);
        assertThat(taker.ids()).containsExactly("1");
        Lab.await(taker.last().settle(Disposition.Ack.INSTANCE));
        Lab.await(taker.consumer.resume());
        assertThat(taker.consumer.live()).isTrue();
        assertThat(taker.ids()).containsExactly("1", "2");
    }

    @Test
    void pauseWithinAHandlerGivesBackWhatWasNotHandedOver() {
        var queue = lab.declare("q", "t");
        var taker = lab.take(queue, 10, 0);
        lab.context.runOnContext(together -> {
            for (int id = 1; id <= 3; id++) {
                lab.publish("" + id, "t");
            }
            taker.consumer.pause();
        });
        assertThat(taker.ids()).isEmpty();
        assertThat(lab.transport.depth("q")).isEqualTo(3);
        Lab.await(taker.consumer.resume());
        assertThat(taker.arrived.stream().map(delivery -> delivery.redeliveries()))
                .containsOnly(0);
    }

    @Test
    void closedConsumerCannotBeResumed() {
        var taker = lab.take(lab.declare("q", "t"), 10, 0);
        Lab.await(taker.consumer.close());
        Lab.await(taker.consumer.close());
        assertThat(taker.consumer.live()).isFalse();
        assertThatThrownBy(() -> Lab.await(taker.consumer.resume())).isInstanceOf(ConnectionException.Closed.class);
        assertThatThrownBy(() -> Lab.await(taker.consumer.pause())).isInstanceOf(ConnectionException.Closed.class);
    }

    @Test
    void deadLettersAreConsumedLikeAnyQueueAndTellWhy() {
        var queue = lab.declare("q", "t");
        publish("t", 1, 2);
        var taker = lab.take(queue, 10, 0);
        taker.arrived.forEach(delivery -> Lab.await(delivery.settle(new Disposition.DeadLetter(REPORT))));
        assertThat(lab.transport.quiet()).isTrue();
        assertThat(lab.transport.deadLetters("q"))
                .extracting(dead -> dead.message().envelope().messageId())
                .containsExactly("1", "2");
        var graves = lab.take(lab.declare("q.dlq"), 1, 0);
        assertThat(graves.last().deathReport()).isEqualTo(REPORT);
        assertThat(lab.transport.quiet()).isFalse();
        var again = new Disposition.Retry(graves.last().message().envelope(), Duration.ZERO);
        Lab.await(graves.last().settle(again));
        assertThat(graves.last().message().envelope().messageId()).isEqualTo("2");
        Lab.await(graves.last().settle(Disposition.Ack.INSTANCE));
        assertThat(graves.last().deathReport()).isEqualTo(REPORT);
        Lab.await(graves.last().settle(new Disposition.DeadLetter(REPORT)));
        assertThat(lab.transport.depth("q.dlq.dlq")).isEqualTo(1);
    }

    @Test
    void deadLetterOfAQueueWithoutDeadLettersStays() {
        var queue = lab.declare("q", "t");
        publish("t", 1, 1);
        Lab.await(lab.take(queue, 1, 0).last().settle(new Disposition.DeadLetter(REPORT)));
        var graves = lab.take(QueueSpecs.named("q.dlq"), 1, 0);
        Lab.await(graves.last().settle(new Disposition.DeadLetter(REPORT)));
        assertThat(graves.ids()).containsExactly("1", "1");
    }

    @Test
    void exclusiveQueueGoesWithItsTransportAndItsDeadLettersStay() {
        var queue = lab.declare(QueueSpec.Kind.EXCLUSIVE, "q", "t");
        publish("t", 1, 3);
        var taker = lab.take(queue, 2, 0);
        Lab.await(taker.arrived.get(0).settle(new Disposition.DeadLetter(REPORT)));
        var envelope = taker.arrived.get(1).message().envelope();
        Lab.await(taker.arrived.get(1).settle(new Disposition.Retry(envelope, Duration.ofSeconds(1))));
        var owner = lab.transport;
        lab.transport = lab.connect();
        assertThatThrownBy(() -> Lab.await(lab.transport.declare(queue)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("exclusive to another bus");
        assertThatThrownBy(() -> lab.take(queue, 1, 0)).hasMessageContaining("exclusive to another bus");
        Lab.await(owner.close());
        lab.advance(Duration.ofSeconds(1));
        assertThat(lab.transport.quiet()).isTrue();
        assertThat(Lab.await(lab.publish("4", "t")).routed()).isFalse();
        assertThat(lab.take(lab.declare("q.dlq"), 10, 0).ids()).containsExactly("1");
    }

    @Test
    void publishThatWaitsForAQueueThatGoesIsConfirmedAsNotRouted() {
        try (var small = new Lab(1)) {
            var owner = small.transport;
            small.declare(QueueSpec.Kind.EXCLUSIVE, "q", "t");
            small.transport = small.connect();
            assertThat(Lab.await(small.publish(Lab.envelope("1", "t").build(), null, Duration.ofHours(1)))
                            .routed())
                    .isTrue();
            var waiting = small.publish("2", "t");
            Lab.await(owner.close());
            assertThat(Lab.await(waiting).routed()).isFalse();
            assertThat(small.clock.nextIn()).isEmpty();
        }
    }

    @Test
    void declaringAgainReplacesThePatterns() {
        lab.declare("q", "old", "kept.*");
        lab.declare("q", "new", "kept.*");
        assertThat(Lab.await(lab.publish("1", "old")).routed()).isFalse();
        assertThat(Lab.await(lab.publish("2", "new")).routed()).isTrue();
        assertThat(Lab.await(lab.publish("3", "kept.x")).routed()).isTrue();
    }

    @Test
    void declaringAgainWithOtherPropertiesNamesTheDifferenceAndTheWayOut() {
        lab.declare("q", "t");
        assertThatThrownBy(() -> lab.declare(QueueSpec.Kind.PRIORITY, "q", "t"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("queue q of memory:lab is STANDARD and was declared as PRIORITY:"
                        + " declare it as it is, or give the subscription another name");
        var other = new QueueSpec("q", List.of(), QueueSpec.Kind.STANDARD, "elsewhere");
        assertThatThrownBy(() -> Lab.await(lab.transport.declare(other)))
                .hasMessageContaining("has its dead letters in q.dlq and was declared with elsewhere");
    }

    @Test
    void handlerThatThrowsIsReportedAndTheNextDeliveryComes() {
        var queue = lab.declare("q", "t");
        var seen = new CopyOnWriteArrayList<Throwable>();
        lab.context.exceptionHandler(seen::add);
        Lab.await(lab.transport.consume(queue, new ConsumeOptions(lab.context, 10, 0), delivery -> {
            throw new IllegalStateException(delivery.message().envelope().messageId());
        }));
        publish("t", 1, 2);
        lab.turns();
        assertThat(seen).extracting(Throwable::getMessage).containsExactly("1", "2");
        assertThat(lab.transport.unsettled("q")).isEqualTo(2);
    }
}
