package io.saltbus.rabbitmq;

import static io.saltbus.rabbitmq.ConsumeStage.await;
import static io.saltbus.rabbitmq.ConsumeStage.id;
import static io.saltbus.rabbitmq.ConsumeStage.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.saltbus.core.transport.Consumer;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.testkit.fault.FaultProxy;
import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What consumers of the whole transport promise, on all kinds of contexts and queues. */
@WithServices
class RabbitConsumeIT {
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Set<Throwable> failures = ConcurrentHashMap.newKeySet();
    private BrokerService broker;
    private ConsumeStage stage;

    @BeforeEach
    void open(BrokerService shared) {
        broker = shared;
        stage = ConsumeStage.on(shared.url(), QueueSpec.Kind.STANDARD);
    }

    @AfterEach
    void close() {
        stage.close();
        var operator = new Operator(broker.url());
        operator.deleteQueue(stage.queue.name());
        operator.deleteQueue(stage.queue.deadLetters());
    }

    private ContextInternal loop() {
        return ((VertxInternal) stage.vertx).createEventLoopContext();
    }

    private void ack(Delivery delivery) {
        delivery.settle(Disposition.Ack.INSTANCE).onFailure(failures::add);
    }

    @Test
    void aPrefetchOfThousandsArrivesOnOneLoop() {
        stage.publish(0, 20_000);
        BlockingQueue<Delivery> held = new LinkedBlockingQueue<>();
        Context context = loop();
        stage.consume(context, 5_000, 0, delivery -> {
            held.add(delivery);
            seen.add(id(delivery));
        });
        for (int round = 1; round <= 4; round++) {
            int expected = round * 5_000;
            until("all that fits has arrived", () -> seen.size() == expected);
            var together = new ArrayList<Delivery>();
            held.drainTo(together);
            context.runOnContext(turn -> together.forEach(this::ack));
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void consumersOfOneQueueShareItOverSeveralLoops() {
        List<ContextInternal> loops = Stream.generate(this::loop).limit(3).toList();
        Set<String> loopsUsed = ConcurrentHashMap.newKeySet();
        for (ContextInternal loop : loops) {
            stage.consume(loop, 20, 0, delivery -> {
                if (!loop.nettyEventLoop().inEventLoop()) {
                    failures.add(new AssertionError("handled on " + Thread.currentThread()));
                }
                if (!seen.add(id(delivery))) {
                    failures.add(new AssertionError(id(delivery) + " arrived twice"));
                }
                loopsUsed.add(Thread.currentThread().getName());
                ack(delivery);
            });
        }
        stage.publish(0, 2_000);
        until("all arrived", () -> seen.size() == 2_000);
        assertThat(failures).isEmpty();
        assertThat(loopsUsed).hasSize(3);
    }

    @Test
    void theHigherPriorityIsServedWhileItHasRoom() {
        BlockingQueue<Delivery> low = new LinkedBlockingQueue<>();
        BlockingQueue<Delivery> high = new LinkedBlockingQueue<>();
        stage.consume(loop(), 5, 0, low::add);
        stage.consume(loop(), 5, 7, high::add);
        stage.publish(0, 5);
        until("the higher has all it may", () -> high.size() == 5);
        assertThat(low).isEmpty();
        stage.publish(5, 8);
        until("the lower has the rest", () -> low.size() == 3);
    }

    @Test
    void aVirtualThreadSettlesWhereItHandles() {
        var vertx = (VertxInternal) stage.vertx;
        assumeTrue(vertx.isVirtualThreadAvailable(), "virtual threads need JDK 21");
        ContextInternal context = vertx.contextBuilder()
                .withThreadingModel(ThreadingModel.VIRTUAL_THREAD)
                .build();
        stage.consume(context, 10, 0, delivery -> {
            try {
                Future.await(delivery.settle(Disposition.Ack.INSTANCE));
                seen.add(id(delivery) + (context.inThread() ? "" : " on another thread"));
            } catch (Throwable failed) {
                failures.add(failed);
            }
        });
        stage.publish(0, 100);
        until("all arrived", () -> seen.size() + failures.size() == 100);
        assertThat(failures).isEmpty();
        assertThat(seen).contains("0", "99").noneMatch(id -> id.contains("thread"));
    }

    @Test
    void anExclusiveQueueComesBackWithItsConnection() {
        try (FaultProxy proxy = FaultProxy.to(broker);
                var exclusive = ConsumeStage.on(proxy.through(broker.url()), QueueSpec.Kind.EXCLUSIVE)) {
            Consumer consumer =
                    exclusive.consume(exclusive.vertx.getOrCreateContext(), 10, 0, delivery -> seen.add(id(delivery)));
            for (int round = 0; round < 3; round++) {
                exclusive.publish(round, round + 1);
                String expected = String.valueOf(round);
                until("it arrives", () -> seen.contains(expected));
                proxy.cut();
                until("the consumer notices", () -> !consumer.live());
                until("it is back", consumer::live);
            }
            assertThat(exclusive.transport.troubles()).isEmpty();
            await(consumer.close());
            new Operator(broker.url()).deleteQueue(exclusive.queue.deadLetters());
        }
    }
}
