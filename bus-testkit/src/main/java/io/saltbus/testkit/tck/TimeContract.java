package io.saltbus.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Outgoing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Messages that are held back, and messages that do not wait for ever. */
public interface TimeContract extends Contract {
    @Test
    default void delayedMessageArrivesWhenItIsDueAndNotBefore() {
        Inbox inbox = bench().inbox(bench().queue("t"));
        Duration delay = Duration.ofSeconds(1);
        long publishedAt = bench().clock().nanoTime();
        var delayed = bench().transport()
                .publish(new Outgoing(bench().message("late", "t").message(), delay, null));
        if (!bench().promises(Guarantee.DELAY)) {
            bench().refused(delayed);
            return;
        }
        bench().await(delayed);
        bench().publish("now", "t");
        assertThat(inbox.ack(2)).containsExactly("now", "late");
        assertThat(bench().clock().nanoTime() - publishedAt).isGreaterThanOrEqualTo(delay.toNanos());
    }

    @Test
    default void messageThatIsNotTakenInTimeBecomesADeadLetter() {
        var queue = bench().queue("t");
        var mortal = bench().transport()
                .publish(new Outgoing(bench().message("1", "t").message(), null, Duration.ofMillis(200)));
        if (!bench().promises(Guarantee.EXPIRY)) {
            bench().refused(mortal);
            return;
        }
        bench().await(mortal);
        Delivery dead = bench().inbox(bench().deadLettersOf(queue)).next();
        assertThat(TckBench.id(dead)).isEqualTo("1");
        assertThat(dead.deathReport()).isNotNull().satisfies(report -> {
            assertThat(report.errorType()).isEqualTo("expired");
            assertThat(report.queue()).isEqualTo(queue.name());
        });
        bench().publish("end", "t");
        assertThat(bench().inbox(queue).ackUntil("end")).containsExactly("end");
    }

    @Test
    default void messageThatIsTakenInTimeIsNoDeadLetter() {
        var queue = bench().queue("t");
        var mortal = bench().transport()
                .publish(new Outgoing(bench().message("1", "t").message(), null, Duration.ofMinutes(10)));
        if (!bench().promises(Guarantee.EXPIRY)) {
            bench().refused(mortal);
            return;
        }
        bench().await(mortal);
        assertThat(bench().inbox(queue).ack(1)).containsExactly("1");
    }
}
