package io.saltbus.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of deliveries that nobody settled. */
public interface RedeliveryContract extends Contract {
    @Test
    default void unsettledMessagesOfAClosedConsumerArriveAgainInOrder() {
        var queue = bench().queue("t");
        Inbox inbox = bench().inbox(bench().transport(), queue, 3);
        bench().publishMany(5, "t");
        inbox.settle(inbox.next(3).get(1), Disposition.Ack.INSTANCE);
        // the fourth takes the room of the acked one
        inbox.next();
        inbox.close();
        Inbox next = bench().inbox(queue);
        List<Delivery> again = next.next(4);
        List<String> ids = again.stream().map(TckBench::id).toList();
        if (bench().promises(Guarantee.ORDERED)) {
            assertThat(ids).containsExactly("m0", "m2", "m3", "m4");
        } else {
            assertThat(ids).containsExactlyInAnyOrder("m0", "m2", "m3", "m4");
        }
        assertThat(again)
                .allSatisfy(delivery -> assertThat(delivery.redeliveries())
                        .as("redeliveries of %s", TckBench.id(delivery))
                        .isEqualTo(TckBench.id(delivery).equals("m4") ? 0 : 1));
    }

    @Test
    default void redeliveriesAreCounted() {
        var queue = bench().queue("t");
        bench().publish("1", "t");
        for (int times = 0; times < 3; times++) {
            Inbox inbox = bench().inbox(queue);
            assertThat(inbox.next().redeliveries()).isEqualTo(times);
            inbox.close();
        }
    }

    @Test
    default void unsettledMessagesOfAClosedTransportArriveAgain() {
        var queue = bench().queue("t");
        var closing = bench().connect();
        Inbox inbox = bench().inbox(closing, queue, 10);
        bench().publishMany(2, "t");
        inbox.next(2);
        bench().await(closing.close());
        assertThat(inbox.consumer().live()).isFalse();
        Inbox next = bench().inbox(queue);
        assertThat(next.next(2)).extracting(Delivery::redeliveries).containsExactly(1, 1);
    }

    @Test
    default void lateSettlementFailsAndChangesNothing() {
        var queue = bench().queue("t");
        Inbox inbox = bench().inbox(queue);
        bench().publish("1", "t");
        Delivery late = inbox.next();
        inbox.close();
        bench().failure(inbox.settling(late, Disposition.Ack.INSTANCE));
        assertThat(bench().inbox(queue).ack(1)).containsExactly("1");
    }

    @Test
    default void whatWasAckedEarlyNeverComesBackByItself() {
        var queue = bench().queue("t");
        Inbox inbox = bench().inbox(queue);
        bench().publish("1", "t");
        inbox.next().ackEarly();
        inbox.close();
        bench().publish("end", "t");
        assertThat(bench().inbox(queue).ackUntil("end")).containsExactly("end");
    }

    @Test
    default void whatWasAckedEarlyCanStillBeRetried() {
        var queue = bench().queue("t");
        Inbox inbox = bench().inbox(queue);
        bench().publish("1", "t");
        Delivery early = inbox.next();
        early.ackEarly();
        inbox.settle(
                early, new Disposition.Retry(early.message().envelope().nextAttempt(Instant.EPOCH), Duration.ZERO));
        assertThat(inbox.next().message().envelope().attempt()).isEqualTo(2);
    }

    @Test
    default void closingAConsumerTwiceIsSafe() {
        var queue = bench().queue("t");
        Inbox inbox = bench().inbox(queue);
        bench().publish("1", "t");
        inbox.next();
        inbox.close();
        inbox.close();
        assertThat(inbox.consumer().live()).isFalse();
        bench().publish("end", "t");
        assertThat(bench().inbox(queue).ackUntil("end")).containsExactly("1", "end");
    }
}
