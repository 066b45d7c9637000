package io.saltbus.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a transport does about outages. Where {@link Guarantee#RECOVERY} is not promised there are none to test it with. */
public interface RecoveryContract extends Contract {
    @Test
    default void publishersAndConsumersComeBackAfterTheirConnectionIsLost() {
        if (!bench().promises(Guarantee.RECOVERY)) {
            return;
        }
        Inbox inbox = bench().inbox(bench().queue("t"));
        List<Runnable> outages = List.of(
                bench().outage()::cutConnections, bench().outage()::endConnections, bench().outage()::cutConnections);
        for (int times = 0; times < outages.size(); times++) {
            outages.get(times).run();
            bench().publish("after " + times, "t");
            // an ack that was cut off makes its message arrive again
            assertThat(inbox.ackUntil("after " + times)).contains("after " + times);
        }
        assertThat(inbox.consumer().live()).isTrue();
        assertThat(bench().transport().troubles()).isEmpty();
    }

    @Test
    default void everyPublishAroundALostConnectionEndsAndWhatWasConfirmedArrives() {
        if (!bench().promises(Guarantee.RECOVERY)) {
            return;
        }
        Inbox inbox = bench().inbox(bench().queue("t"));
        var publishing = new ArrayList<Future<Confirmed>>();
        for (int number = 0; number < 1_000; number++) {
            if (number == 500) {
                bench().outage().cutConnections();
            }
            publishing.add(bench().transport().publish(bench().message("m" + number, "t")));
        }
        publishing.forEach(bench()::awaitEnd);
        bench().publish("end", "t");
        List<String> confirmed = publishing.stream()
                .filter(Future::succeeded)
                .map(future -> future.result().messageId())
                .toList();
        assertThat(inbox.ackWhatCanBeUntil("end")).containsAll(confirmed);
    }

    @Test
    default void deliveryOfALostConnectionCannotBeSettledAndArrivesAgain() {
        if (!bench().promises(Guarantee.RECOVERY)) {
            return;
        }
        Inbox inbox = bench().inbox(bench().queue("t"));
        bench().publish("1", "t");
        Delivery late = inbox.next();
        bench().outage().cutConnections();
        Delivery again = inbox.next();
        assertThat(TckBench.id(again)).isEqualTo("1");
        assertThat(again.redeliveries()).isEqualTo(1);
        bench().failure(inbox.settling(late, Disposition.Ack.INSTANCE));
        inbox.settle(again, Disposition.Ack.INSTANCE);
        bench().publish("end", "t");
        assertThat(inbox.ackUntil("end")).containsExactly("end");
    }

    @Test
    default void retriedMessageIsNotLostWithTheConnection() {
        if (!bench().promises(Guarantee.RECOVERY)) {
            return;
        }
        Inbox inbox = bench().inbox(bench().queue("t"));
        bench().publish("1", "t");
        Delivery first = inbox.next();
        // it may come back as the retry, as the original, or as both
        Future<Void> retried =
                inbox.settling(first, new Disposition.Retry(first.message().envelope(), Duration.ofMillis(300)));
        bench().outage().cutConnections();
        assertThat(inbox.ack(1)).containsExactly("1");
        bench().awaitEnd(retried);
    }

    @Test
    default void queueThatWasDeletedIsMadeAgainForItsConsumer() {
        if (!bench().promises(Guarantee.RECOVERY)) {
            return;
        }
        var queue = bench().queue("t");
        Inbox inbox = bench().inbox(queue);
        bench().outage().deleteQueue(queue.name());
        long start = bench().clock().nanoTime();
        int number = 0;
        while (!bench().publish("m" + number, "t").routed()) {
            number++;
            assertThat(bench().clock().nanoTime() - start)
                    .as("nanoseconds until a queue took a publish again")
                    .isLessThan(bench().patience().toNanos());
        }
        assertThat(inbox.ackUntil("m" + number)).containsExactly("m" + number);
        assertThat(inbox.consumer().live()).isTrue();
    }
}
