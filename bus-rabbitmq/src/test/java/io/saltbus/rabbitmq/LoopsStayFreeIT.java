package io.saltbus.rabbitmq;

import static io.saltbus.rabbitmq.ConsumeStage.await;
import static io.saltbus.rabbitmq.ConsumeStage.id;
import static io.saltbus.rabbitmq.ConsumeStage.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.saltbus.core.transport.Consumer;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.testkit.fault.FaultProxy;
import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Nothing waits on an event loop: not to connect, not under load, not to recover, not to close. */
@WithServices
class LoopsStayFreeIT {
    private static final int LOOPS = 2;
    private static final int ROUNDS = 5;
    private static final int MESSAGES = 4_000;

    @Test
    void noLoopWaitsWhateverTheTransportDoes(BrokerService broker) {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(LOOPS)
                .setBlockedThreadCheckInterval(20)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
                .setMaxEventLoopExecuteTime(100)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
                .setWarningExceptionTime(100)
                .setWarningExceptionTimeUnit(TimeUnit.MILLISECONDS));
        List<String> waits;
        try (LogLines lines = LogLines.watch();
                LoopSampler sampler = LoopSampler.start();
                FaultProxy proxy = FaultProxy.to(broker)) {
            var stage = new ConsumeStage(vertx, proxy.through(broker.url()), QueueSpec.Kind.STANDARD, Seams.NONE);
            run(stage, proxy);
            stage.close();
            waits = new ArrayList<>(sampler.waits());
            // on a machine without a free processor a loop is late that only computes: what counts is that it waits
            lines.warnings().stream()
                    .filter(line -> line.contains("BlockedThreadChecker"))
                    .filter(LoopSampler::showsWait)
                    .forEach(waits::add);
            var operator = new Operator(broker.url());
            operator.deleteQueue(stage.queue.name());
            operator.deleteQueue(stage.queue.deadLetters());
        }
        assertThat(waits).isEmpty();
    }

    private static void run(ConsumeStage stage, FaultProxy proxy) {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        var consumers = new ArrayList<Consumer>();
        for (int loop = 0; loop < LOOPS; loop++) {
            var context = ((VertxInternal) stage.vertx).createEventLoopContext();
            consumers.add(stage.consume(context, 500, 0, delivery -> {
                seen.add(id(delivery));
                delivery.settle(Disposition.Ack.INSTANCE).onFailure(lost -> {});
            }));
        }
        for (int round = 0; round < ROUNDS; round++) {
            stage.publish(round * MESSAGES, (round + 1) * MESSAGES);
            proxy.cut();
            int expected = (round + 1) * MESSAGES;
            until("all arrived", () -> seen.size() == expected);
            until("all are back", () -> consumers.stream().allMatch(Consumer::live));
            consumers.forEach(consumer -> await(consumer.pause()));
            consumers.forEach(consumer -> await(consumer.resume()));
        }
    }
}
