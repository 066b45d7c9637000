package io.saltbus.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How consumers take messages. */
public interface ConsumingContract extends Contract {
    @Test
    default void messagesArriveInTheOrderOfPublishing() {
        Inbox inbox = bench().inbox(bench().queue("t"));
        List<String> ids = bench().publishMany(500, "t");
        List<String> got = inbox.ack(500);
        if (bench().promises(Guarantee.ORDERED)) {
            assertThat(got).containsExactlyElementsOf(ids);
        } else {
            assertThat(got).containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    @Test
    default void competingConsumersShareWithoutDuplicates() {
        var queue = bench().queue("t");
        Inbox left = bench().inbox(bench().transport(), queue, 5);
        Inbox right = bench().inbox(bench().connect(), queue, 5);
        List<String> ids = bench().publishMany(10, "t");
        List<Delivery> ofLeft = left.next(5);
        List<Delivery> ofRight = right.next(5);
        assertThat(Stream.concat(ofLeft.stream(), ofRight.stream()).map(TckBench::id))
                .containsExactlyInAnyOrderElementsOf(ids);
        ofLeft.forEach(delivery -> left.settle(delivery, Disposition.Ack.INSTANCE));
        ofRight.forEach(delivery -> right.settle(delivery, Disposition.Ack.INSTANCE));
        left.close();
        bench().publish("end", "t");
        assertThat(right.ack(1)).containsExactly("end");
        assertThat(left.seen()).hasSize(5);
    }

    @Test
    default void unsettledDeliveriesNeverExceedThePrefetch() {
        var queue = bench().queue("t");
        Inbox narrow = bench().inbox(bench().transport(), queue, 3);
        List<String> ids = new ArrayList<>(bench().publishMany(10, "t"));
        List<Delivery> held = narrow.next(3);
        List<String> rest = bench().inbox(queue).ack(7);
        assertThat(narrow.seen()).hasSize(3);
        ids.removeAll(rest);
        narrow.hasSeenOnly(ids);
        narrow.settle(held.get(1), Disposition.Ack.INSTANCE);
    }

    @Test
    default void settlingMakesRoomForTheNext() {
        Inbox inbox = bench().inbox(bench().transport(), bench().queue("t"), 1);
        List<String> ids = bench().publishMany(20, "t");
        assertThat(inbox.ack(20)).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    default void consumerOfHigherPriorityIsServedFirstWhileItHasRoom() {
        var queue = bench().queue("t");
        Inbox low = bench().inbox(queue, new ConsumeOptions(bench().context(), 10, 0));
        Inbox high = bench().inbox(queue, new ConsumeOptions(bench().context(), 2, 5));
        bench().publishMany(3, "t");
        high.next(2);
        low.next(1);
        assertThat(high.seen()).containsExactlyInAnyOrder("m0", "m1");
    }

    @Test
    default void deliveriesArriveOnTheContextOfTheConsumer() {
        var queue = bench().queue("t");
        Context context = bench().context();
        // data of a context is seen from its duplicates too
        context.put("consumer", "mine");
        Promise<Object> arrivedOn = Promise.promise();
        bench().await(bench().transport().consume(queue, new ConsumeOptions(context, 1, 0), delivery -> {
            Context current = Vertx.currentContext();
            arrivedOn.tryComplete(current == null ? "no context" : current.get("consumer"));
        }));
        bench().publish("1", "t");
        assertThat(bench().await(arrivedOn.future())).isEqualTo("mine");
    }

    @Test
    default void publishCompletesOnTheContextOfTheCaller() {
        Context context = bench().context();
        context.put("publisher", "mine");
        Future<Object> completedOn = bench().on(
                        context,
                        () -> bench().transport()
                                .publish(bench().message("1", "t"))
                                .map(confirmed -> {
                                    Context current = Vertx.currentContext();
                                    return current == null ? "no context" : current.<Object>get("publisher");
                                }));
        assertThat(bench().await(completedOn)).isEqualTo("mine");
    }

    @Test
    default void handlerThatThrowsDoesNotStopTheNextDelivery() {
        var queue = bench().queue("t");
        Context context = bench().context();
        // what handlers throw is the transport's to report, and not this test's subject
        context.exceptionHandler(reported -> {});
        Promise<String> second = Promise.promise();
        bench().await(bench().transport().consume(queue, new ConsumeOptions(context, 2, 0), delivery -> {
            if (TckBench.id(delivery).equals("1")) {
                throw new IllegalStateException("thrown on purpose");
            }
            second.tryComplete(TckBench.id(delivery));
        }));
        bench().publish("1", "t");
        bench().publish("2", "t");
        assertThat(bench().await(second.future())).isEqualTo("2");
    }

    @Test
    default void pausedConsumerGetsNothingUntilItIsResumed() {
        var queue = bench().queue("t");
        Inbox paused = bench().inbox(queue);
        assertThat(paused.consumer().live()).isTrue();
        paused.pause();
        assertThat(paused.consumer().live()).isFalse();
        bench().publish("1", "t");
        Inbox other = bench().inbox(queue);
        assertThat(other.ack(1)).containsExactly("1");
        assertThat(paused.seen()).isEmpty();
        other.close();
        paused.resume();
        bench().publish("2", "t");
        assertThat(paused.ack(1)).containsExactly("2");
        assertThat(paused.consumer().live()).isTrue();
    }

    @Test
    default void pausedConsumerCanStillSettleWhatItHas() {
        var queue = bench().queue("t");
        Inbox inbox = bench().inbox(queue);
        bench().publish("1", "t");
        Delivery held = inbox.next();
        inbox.pause();
        inbox.settle(held, Disposition.Ack.INSTANCE);
        inbox.close();
        bench().publish("end", "t");
        assertThat(bench().inbox(queue).ackUntil("end")).containsExactly("end");
    }
}
