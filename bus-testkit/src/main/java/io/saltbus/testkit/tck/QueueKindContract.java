package io.saltbus.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.failure.BusException;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.QueueSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What queues of the several kinds do. */
public interface QueueKindContract extends Contract {
    @Test
    default void higherPriorityLeavesFirstAndEqualsKeepTheirOrder() {
        QueueSpec queue = bench().spec(QueueSpec.Kind.PRIORITY, "t");
        var declared = bench().transport().declare(queue);
        if (!bench().promises(Guarantee.PRIORITIES)) {
            bench().refused(declared);
            return;
        }
        bench().await(declared);
        for (String id : List.of("0a", "5a", "9a", "0b", "9b", "5b")) {
            var envelope =
                    bench().envelope(id, "t").priority(id.charAt(0) - '0').build();
            bench().await(bench().transport().publish(bench().outgoing(envelope)));
        }
        Inbox inbox = bench().inbox(bench().transport(), queue, 1);
        assertThat(inbox.ack(6)).containsExactly("9a", "9b", "5a", "5b", "0a", "0b");
    }

    @Test
    default void exclusiveQueueGoesWithItsTransportAndItsDeadLettersStay() {
        QueueSpec queue = bench().spec(QueueSpec.Kind.EXCLUSIVE, "t");
        var owner = bench().connect();
        var declared = owner.declare(queue);
        if (!bench().promises(Guarantee.EXCLUSIVE)) {
            bench().refused(declared);
            return;
        }
        bench().await(declared);
        Inbox inbox = bench().inbox(owner, queue, 10);
        bench().publishMany(2, "t");
        inbox.settle(inbox.next(2).get(0), new Disposition.DeadLetter(SettlementContract.REPORT));
        bench().await(owner.close());
        assertThat(bench().publish("2", "t").routed()).isFalse();
        var consuming = bench().transport().consume(queue, new ConsumeOptions(bench().context(), 1, 0), delivery -> {});
        assertThat(bench().failure(consuming)).isInstanceOf(BusException.class);
        assertThat(bench().inbox(bench().deadLettersOf(queue)).ack(1)).containsExactly("m0");
    }

    @Test
    default void queueDeclaredWithAnotherKindIsRefusedInWords() {
        if (!bench().promises(Guarantee.PRIORITIES)) {
            bench().refused(bench().transport().declare(bench().spec(QueueSpec.Kind.PRIORITY, "t")));
            return;
        }
        QueueSpec queue = bench().queue("t");
        var other = new QueueSpec(queue.name(), queue.patterns(), QueueSpec.Kind.PRIORITY, queue.deadLetters());
        assertThat(bench().failure(bench().transport().declare(other)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(queue.name());
        bench().publish("1", "t");
        assertThat(bench().inbox(queue).ack(1)).containsExactly("1");
    }
}
