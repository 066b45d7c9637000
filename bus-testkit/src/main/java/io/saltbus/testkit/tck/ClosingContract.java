package io.saltbus.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.failure.BusException;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.QueueSpec;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a transport leaves behind when it is closed. */
public interface ClosingContract extends Contract {
    @Test
    default void publishAfterCloseFails() {
        var closing = bench().connect();
        bench().await(closing.close());
        assertThat(bench().failure(closing.publish(bench().message("1", "t"))))
                .isInstanceOf(ConnectionException.Closed.class);
        assertThat(closing.troubles()).isNotEmpty();
    }

    @Test
    default void closingTwiceIsSafe() {
        var closing = bench().connect();
        bench().await(closing.close());
        bench().await(closing.close());
        assertThat(bench().failure(closing.connect())).isInstanceOf(ConnectionException.Closed.class);
    }

    @Test
    default void connectedTransportHasNoTroublesAndSaysWhereItLeads() {
        assertThat(bench().transport().troubles()).isEmpty();
        assertThat(bench().transport().address()).isNotBlank();
    }

    @Test
    default void everyPublishFutureCompletesWhenTheTransportClosesUnderLoad() {
        var queue = bench().queue("t");
        var closing = bench().connect();
        var futures = new ArrayList<Future<Confirmed>>();
        for (int number = 0; number < 2_000; number++) {
            futures.add(closing.publish(bench().message("m" + number, "t")));
        }
        var closed = closing.close();
        futures.add(closing.publish(bench().message("after", "t")));
        futures.forEach(bench()::awaitEnd);
        bench().await(closed);
        assertThat(futures)
                .filteredOn(Future::failed)
                .allSatisfy(failed -> assertThat(failed.cause()).isInstanceOf(BusException.class));
        if (bench().promises(Guarantee.PERSISTENT)) {
            long confirmed = futures.stream().filter(Future::succeeded).count();
            var arrived = new HashSet<>(bench().inbox(queue).ack((int) confirmed));
            assertThat(arrived)
                    .containsAll(futures.stream()
                            .filter(Future::succeeded)
                            .map(future -> future.result().messageId())
                            .toList());
        }
    }

    @Test
    default void queuesAndMessagesOutliveTheirTransport() {
        var closing = bench().connect();
        var queue = bench().spec(QueueSpec.Kind.STANDARD, "t");
        bench().await(closing.declare(queue));
        List<String> ids = bench().publishMany(20, "t");
        bench().await(closing.close());
        if (bench().promises(Guarantee.PERSISTENT)) {
            assertThat(bench().inbox(queue).ack(20)).containsExactlyInAnyOrderElementsOf(ids);
        } else {
            bench().refused(bench().connect()
                    .consume(queue, new ConsumeOptions(bench().context(), 1, 0), delivery -> {}));
        }
    }
}
