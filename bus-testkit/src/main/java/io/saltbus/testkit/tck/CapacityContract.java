package io.saltbus.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.publish.PublishException;
import io.saltbus.core.transport.Transport;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a full queue does to publishers. */
public interface CapacityContract extends Contract {
    @Test
    default void publishesThatFoundNoRoomInTimeFailAndNeverAppear() {
        var queue = bench().queue("t", "end");
        var hasty = bench().connect(Duration.ofMillis(500));
        int count = 2 * bench().capacity();
        List<Future<Confirmed>> futures = publishMany(hasty, count);
        futures.forEach(bench()::awaitEnd);
        long confirmed = futures.stream().filter(Future::succeeded).count();
        if (bench().promises(Guarantee.BOUNDED)) {
            assertThat(confirmed).isEqualTo(bench().capacity());
            assertThat(futures)
                    .filteredOn(Future::failed)
                    .allSatisfy(failed -> assertThat(failed.cause()).isInstanceOf(PublishException.class));
        } else {
            assertThat(confirmed).isEqualTo(count);
        }
        Inbox inbox = bench().inbox(queue);
        assertThat(inbox.ack((int) confirmed)).containsExactlyInAnyOrderElementsOf(idsOf(futures));
        bench().publish("end", "end");
        assertThat(inbox.ackUntil("end")).containsExactly("end");
    }

    @Test
    default void publishesThatWaitForRoomAreConfirmedWhenThereIsSome() {
        var queue = bench().queue("t");
        int count = 2 * bench().capacity();
        List<Future<Confirmed>> futures = publishMany(bench().transport(), count);
        Inbox inbox = bench().inbox(queue);
        assertThat(inbox.ack(count)).doesNotHaveDuplicates();
        futures.forEach(bench()::await);
        assertThat(idsOf(futures)).hasSize(count);
    }

    private List<Future<Confirmed>> publishMany(Transport transport, int count) {
        var futures = new ArrayList<Future<Confirmed>>();
        for (int number = 0; number < count; number++) {
            futures.add(transport.publish(bench().message("m" + number, "t")));
        }
        return futures;
    }

    private static List<String> idsOf(List<Future<Confirmed>> futures) {
        return futures.stream()
                .filter(Future::succeeded)
                .map(future -> future.result().messageId())
                .toList();
    }
}
