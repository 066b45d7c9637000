package io.saltbus.core.transport.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.publish.PublishException;
import io.saltbus.core.transport.Disposition;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryTimeTest {
    private final Lab lab = new Lab(2);

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void delayedMessageIsRoutedWhenItIsDueAndNotBefore() {
        var queue = lab.declare("q", "late");
        var taker = lab.take(queue, 10, 0);
        var confirmed = Lab.await(lab.publish(Lab.envelope("1", "late").build(), Duration.ofSeconds(5), null));
        assertThat(confirmed.routed()).isTrue();
        lab.advance(Duration.ofMillis(4_999));
        assertThat(taker.ids()).isEmpty();
        assertThat(lab.transport.delayed()).isEqualTo(1);
        lab.advance(Duration.ofMillis(1));
        assertThat(taker.ids()).containsExactly("1");
        assertThat(lab.transport.delayed()).isZero();
    }

    @Test
    void delayedMessagesFallDueInTheOrderOfTheirTimes() {
        var taker = lab.take(lab.declare("q", "late"), 10, 0);
        for (int second : new int[] {3, 1, 2, 1}) {
            Lab.await(lab.publish(Lab.envelope("after" + second, "late").build(), Duration.ofSeconds(second), null));
        }
        lab.advance(Duration.ofHours(1));
        assertThat(taker.ids()).containsExactly("after1", "after1", "after2", "after3");
    }

    @Test
    void delayedMessageIsRoutedByTheBindingsOfTheTimeItIsDue() {
        assertThat(Lab.await(lab.publish(Lab.envelope("1", "late").build(), Duration.ofSeconds(1), null))
                        .routed())
                .isFalse();
        lab.declare("q", "late");
        lab.advance(Duration.ofSeconds(1));
        assertThat(lab.transport.depth("q")).isEqualTo(1);
    }

    @Test
    void delayedMessageIsTakenByAFullQueue() {
        lab.declare("q", "t");
        Lab.await(lab.publish(Lab.envelope("late", "t").build(), Duration.ofSeconds(1), null));
        Lab.await(lab.publish("1", "t"));
        Lab.await(lab.publish("2", "t"));
        lab.advance(Duration.ofSeconds(1));
        assertThat(lab.transport.depth("q")).isEqualTo(3);
    }

    @Test
    void messageNotTakenInTimeBecomesADeadLetterThatSaysWhy() {
        lab.declare("q", "t");
        var envelope = Lab.envelope("1", "t").attempt(3).build();
        Lab.await(lab.publish(envelope, null, Duration.ofSeconds(7)));
        lab.advance(Duration.ofMillis(6_999));
        assertThat(lab.transport.deadLetters("q")).isEmpty();
        lab.advance(Duration.ofMillis(1));
        assertThat(lab.transport.depth("q")).isZero();
        assertThat(lab.transport.deadLetters("q")).singleElement().satisfies(dead -> {
            assertThat(dead.message().envelope()).isEqualTo(envelope);
            assertThat(dead.report().errorType()).isEqualTo("expired");
            assertThat(dead.report().errorMessage()).isEqualTo("message 1 was not taken from q within its 7000 ms");
            assertThat(dead.report().attempts()).isEqualTo(2);
            assertThat(dead.report().firstFailedAt()).isEqualTo(Lab.START.plusSeconds(7));
        });
    }

    @Test
    void messageTakenInTimeDoesNotExpireWhileItIsHandled() {
        var taker = lab.take(lab.declare("q", "t"), 10, 0);
        Lab.await(lab.publish(Lab.envelope("1", "t").build(), null, Duration.ofSeconds(1)));
        assertThat(taker.ids()).containsExactly("1");
        lab.advance(Duration.ofHours(1));
        Lab.await(taker.last().settle(Disposition.Ack.INSTANCE));
        assertThat(lab.transport.deadLetters("q")).isEmpty();
        assertThat(lab.clock.nextIn()).isEmpty();
    }

    @Test
    void messageGivenBackBeforeItsTimeStillExpires() {
        var taker = lab.take(lab.declare("q", "t"), 10, 0);
        Lab.await(lab.publish(Lab.envelope("1", "t").build(), null, Duration.ofSeconds(3)));
        assertThat(taker.ids()).containsExactly("1");
        Lab.await(taker.consumer.close());
        assertThat(lab.transport.depth("q")).isEqualTo(1);
        lab.advance(Duration.ofSeconds(3));
        assertThat(lab.transport.depth("q")).isZero();
        assertThat(lab.transport.deadLetters("q")).hasSize(1);
    }

    @Test
    void messageGivenBackAfterItsTimeBecomesADeadLetter() {
        var queue = lab.declare("q", "t");
        var taker = lab.take(queue, 10, 0);
        Lab.await(lab.publish(Lab.envelope("1", "t").build(), null, Duration.ofSeconds(1)));
        assertThat(taker.ids()).containsExactly("1");
        lab.advance(Duration.ofSeconds(2));
        var other = lab.take(queue, 10, 0);
        Lab.await(taker.consumer.close());
        assertThat(other.ids()).isEmpty();
        assertThat(lab.transport.deadLetters("q")).hasSize(1);
    }

    @Test
    void retriedMessageComesBackToItsOwnQueueAloneAfterItsDelay() {
        var queue = lab.declare("q", "t");
        lab.declare("other", "t");
        var taker = lab.take(queue, 10, 0);
        Lab.await(lab.publish("1", "t"));
        var first = taker.last();
        var next = first.message().envelope().nextAttempt(Lab.START);
        Lab.await(first.settle(new Disposition.Retry(next, Duration.ofMinutes(1))));
        assertThat(lab.transport.quiet()).isFalse();
        assertThat(lab.transport.unsettled("q")).isZero();
        lab.advance(Duration.ofSeconds(59));
        assertThat(taker.ids()).hasSize(1);
        lab.advance(Duration.ofSeconds(1));
        assertThat(taker.ids()).hasSize(2);
        assertThat(taker.last().message().envelope()).isEqualTo(next);
        assertThat(taker.last().redeliveries()).isZero();
        assertThat(lab.transport.depth("other")).isEqualTo(1);
    }

    @Test
    void publishThatWaitedTheConfirmTimeoutFailsAndNeverAppears() {
        var queue = lab.declare("q", "t");
        Lab.await(lab.publish("1", "t"));
        Lab.await(lab.publish("2", "t"));
        var third = lab.publish("3", "t");
        lab.advance(Lab.CONFIRM_TIMEOUT.minusMillis(1));
        assertThat(third.isComplete()).isFalse();
        assertThat(lab.transport.troubles()).containsExactly("queue q is full with 2 messages, and 1 publishes wait");
        lab.advance(Duration.ofMillis(1));
        assertThatThrownBy(() -> Lab.await(third))
                .isInstanceOf(PublishException.Unconfirmed.class)
                .hasMessageContaining("message 3")
                .hasMessageContaining("30000 ms");
        assertThat(lab.take(queue, 10, 0).ids()).containsExactly("1", "2");
        assertThat(lab.transport.troubles()).isEmpty();
    }

    @Test
    void publishThatFoundRoomIsConfirmedAndItsTimeoutForgotten() {
        var queue = lab.declare("q", "t");
        Lab.await(lab.publish("1", "t"));
        Lab.await(lab.publish("2", "t"));
        var third = lab.publish("3", "t");
        var taker = lab.take(queue, 1, 0);
        assertThat(Lab.await(third).routed()).isTrue();
        assertThat(lab.clock.nextIn()).isEmpty();
        Lab.await(taker.last().settle(Disposition.Ack.INSTANCE));
        assertThat(taker.ids()).containsExactly("1", "2");
    }

    @Test
    void publishBeyondThoseThatMayWaitFailsAtOnceAndNoQueueHasIt() {
        lab.declare("q", "t");
        for (int published = 0; published < 4; published++) {
            lab.publish("" + published, "t");
        }
        lab.declare("other", "t");
        var fifth = lab.publish("5", "t");
        assertThatThrownBy(() -> Lab.await(fifth))
                .isInstanceOf(PublishException.Overloaded.class)
                .hasMessageContaining("queue q is full: 2 publishes wait, 2 may");
        assertThat(lab.transport.depth("other")).isZero();
    }

    @Test
    void publishesThatWaitFailWhenTheirTransportCloses() {
        lab.declare("q", "t");
        Lab.await(lab.publish("1", "t"));
        Lab.await(lab.publish("2", "t"));
        var mine = lab.publish("3", "t");
        var closing = lab.transport;
        lab.transport = lab.connect();
        var others = lab.publish("4", "t");
        Lab.await(closing.close());
        assertThatThrownBy(() -> Lab.await(mine)).isInstanceOf(ConnectionException.Closed.class);
        assertThat(others.isComplete()).isFalse();
        assertThat(lab.take(QueueSpecs.named("q"), 10, 0).ids()).containsExactly("1", "2", "4");
    }
}
