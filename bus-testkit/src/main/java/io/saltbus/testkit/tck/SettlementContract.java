package io.saltbus.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.schema.Violation;
import io.saltbus.core.transport.DeathReport;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a delivery when it is settled. */
public interface SettlementContract extends Contract {
    /** A report with every field. */
    DeathReport REPORT = new DeathReport(
            "queue-of-report",
            "java.io.IOException",
            "disk full: größer",
            "at a.b.C.d(C.java:1)\nat e.f",
            4,
            Instant.parse("2026-01-02T03:04:05.678Z"),
            Instant.parse("2026-01-02T04:05:06.789Z"),
            List.of(new Violation("/items/0/qty", "minimum", "1", "must be 1 or more")));

    @Test
    default void ackedMessageIsGone() {
        var queue = bench().queue("t");
        Inbox inbox = bench().inbox(queue);
        bench().publish("1", "t");
        inbox.ack(1);
        inbox.close();
        bench().publish("end", "t");
        assertThat(bench().inbox(queue).ackUntil("end")).containsExactly("end");
    }

    @Test
    default void settlingTwiceFailsAndChangesNothing() {
        var queue = bench().queue("t");
        Inbox inbox = bench().inbox(queue);
        bench().publish("1", "t");
        Delivery delivery = inbox.next();
        inbox.settle(delivery, Disposition.Ack.INSTANCE);
        var again = new Disposition.Retry(delivery.message().envelope(), Duration.ZERO);
        assertThat(bench().failure(inbox.settling(delivery, again))).isInstanceOf(IllegalStateException.class);
        assertThat(bench().failure(inbox.settling(delivery, Disposition.Ack.INSTANCE)))
                .isInstanceOf(IllegalStateException.class);
        bench().publish("end", "t");
        assertThat(inbox.ackUntil("end")).containsExactly("end");
    }

    @Test
    default void retriedMessageComesBackToItsOwnQueueWithItsNewEnvelope() {
        Inbox inbox = bench().inbox(bench().queue("t"));
        Inbox other = bench().inbox(bench().queue("t"));
        bench().publish("1", "t");
        Delivery first = inbox.next();
        var next = first.message().envelope().nextAttempt(Instant.parse("2026-01-02T03:04:05.678Z"));
        inbox.settle(first, new Disposition.Retry(next, Duration.ZERO));
        Delivery second = inbox.next();
        assertThat(second.message().envelope()).isEqualTo(next);
        assertThat(second.message().body()).isEqualTo(first.message().body());
        assertThat(second.redeliveries()).isZero();
        inbox.settle(second, Disposition.Ack.INSTANCE);
        bench().publish("end", "t");
        assertThat(other.ackUntil("end")).containsExactly("1", "end");
        assertThat(inbox.ackUntil("end")).containsExactly("end");
    }

    @Test
    default void retriedMessageDoesNotComeBackBeforeItsDelay() {
        Inbox inbox = bench().inbox(bench().queue("t"));
        bench().publish("1", "t");
        Delivery first = inbox.next();
        // below a second, since a broker may count in whole ones
        Duration delay = Duration.ofMillis(900);
        long settledAt = bench().clock().nanoTime();
        // the broker may be told only when the time has come
        var settled =
                inbox.settling(first, new Disposition.Retry(first.message().envelope(), delay));
        bench().publish("meanwhile", "t");
        assertThat(inbox.ack(2)).containsExactly("meanwhile", "1");
        assertThat(bench().clock().nanoTime() - settledAt).isGreaterThanOrEqualTo(delay.toNanos());
        bench().await(settled);
    }

    @Test
    default void releasedMessageGoesBackToTheHeadOfItsQueue() {
        var queue = bench().queue("t");
        Inbox inbox = bench().inbox(bench().transport(), queue, 1);
        bench().publishMany(2, "t");
        Delivery first = inbox.next();
        assertThat(TckBench.id(first)).isEqualTo("m0");
        inbox.settle(first, Disposition.Release.INSTANCE);
        List<String> again = inbox.ack(2);
        if (bench().promises(Guarantee.RELEASES_TO_HEAD)) {
            assertThat(again).containsExactly("m0", "m1");
        } else {
            assertThat(again).containsExactlyInAnyOrder("m0", "m1");
        }
    }

    @Test
    default void deadLetterIsConsumedFromTheDeadLetterQueueWithItsReport() {
        var queue = bench().queue("t");
        Inbox inbox = bench().inbox(queue);
        bench().publish("1", "t");
        Delivery delivery = inbox.next();
        inbox.settle(delivery, new Disposition.DeadLetter(REPORT));
        Inbox graves = bench().inbox(bench().deadLettersOf(queue));
        Delivery dead = graves.next();
        assertThat(dead.message().envelope()).isEqualTo(delivery.message().envelope());
        assertThat(dead.message().body()).isEqualTo(delivery.message().body());
        assertThat(dead.deathReport()).isEqualTo(REPORT);
        graves.settle(dead, Disposition.Ack.INSTANCE);
        bench().publish("end", "t");
        assertThat(inbox.ackUntil("end")).containsExactly("end");
    }

    @Test
    default void deadLetterOfOneQueueLeavesTheCopiesOfOthersAlone() {
        Inbox inbox = bench().inbox(bench().queue("t"));
        var other = bench().queue("t");
        bench().publish("1", "t");
        inbox.settle(inbox.next(), new Disposition.DeadLetter(REPORT));
        assertThat(bench().inbox(other).ack(1)).containsExactly("1");
    }
}
