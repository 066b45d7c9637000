package io.saltbus.rabbitmq;

import static io.saltbus.rabbitmq.OrderedFleet.PARTITIONS;
import static io.saltbus.rabbitmq.OrderedFleet.await;
import static io.saltbus.rabbitmq.OrderedFleet.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import com.rabbitmq.client.Connection;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.subscribe.Subscription;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.rabbitmq.OrderedFleet.Member;
import io.saltbus.rabbitmq.internal.connection.LogWatch;
import io.saltbus.rabbitmq.internal.publish.Sender;
import io.saltbus.rabbitmq.internal.topology.Declarer;
import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.PrivateBroker;
import io.saltbus.testkit.service.WithServices;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Processes that come and go, on a real broker, while events of few keys never stop. */
@WithServices
class OrderingIT {
    private static final String WAY_OUT = "Let it run empty and delete it";

    private static Subscription subscription(Member member) {
        return member.bus.subscriptions().get(0);
    }

    private static void share(Member... members) {
        int most = (PARTITIONS + members.length - 1) / members.length;
        until(members.length + " share", () -> {
            int all = 0;
            for (Member member : members) {
                int served = member.served();
                all += served;
                if (served < 1 || served > most) {
                    return false;
                }
            }
            return all == PARTITIONS;
        });
    }

    @Test
    void consumersThatComeGetTheirShareAndTheOrderHolds(BrokerService broker) {
        try (var fleet = new OrderedFleet(broker)) {
            Member first = fleet.join();
            fleet.pour();
            share(first);
            Member second = fleet.join();
            share(first, second);
            Member third = fleet.join();
            share(first, second, third);
            fleet.allIsHandledInOrder();
        }
    }

    @Test
    void whatOneThatWasKilledHadGoesOnElsewhereAndTheOrderHolds(BrokerService broker) {
        try (var fleet = new OrderedFleet(broker)) {
            Member first = fleet.join(); // divides the queue as well
            fleet.pour();
            Member second = fleet.join();
            share(first, second);
            first.kill();
            share(second);
            fleet.allIsHandledInOrder();
        }
    }

    @Test
    void whatOneThatPausesOrClosesHadGoesOnElsewhereAndTheOrderHolds(BrokerService broker) {
        try (var fleet = new OrderedFleet(broker)) {
            Member first = fleet.join();
            fleet.pour();
            Member second = fleet.join();
            share(first, second);
            await(subscription(first).pause());
            share(second);
            await(subscription(first).resume());
            share(first, second);
            await(subscription(second).close());
            share(first);
            fleet.allIsHandledInOrder();
        }
    }

    @Test
    void theOrderHoldsOverARestartOfTheBroker(PrivateBroker broker) {
        try (var fleet = new OrderedFleet(broker)) {
            Member first = fleet.join();
            Member second = fleet.join();
            fleet.pour();
            share(first, second);
            broker.stop();
            until(
                    "it is noticed",
                    () -> !first.bus.health().ready() && !second.bus.health().ready());
            broker.startAgain();
            until(
                    "all is back",
                    () -> first.bus.health().ready() && second.bus.health().ready());
            fleet.catchUp();
            fleet.allIsHandledInOrder();
        }
    }

    @Test
    void handlersOnWorkersAndOnSeveralLoopsKeepTheOrder(BrokerService broker) {
        try (var fleet = new OrderedFleet(broker)) {
            Member workers = fleet.join(new DeploymentOptions()
                    .setThreadingModel(ThreadingModel.WORKER)
                    .setInstances(2));
            Member loops = fleet.join(new DeploymentOptions().setInstances(2));
            fleet.pour();
            share(workers, loops);
            fleet.catchUp();
            fleet.allIsHandledInOrder();
        }
    }

    /** Fails some messages on their way to partitions, a while after those behind them have arrived. */
    private static Sender losing(Vertx vertx, AtomicInteger losses, Sender real) {
        var sent = new AtomicInteger();
        return parcel -> {
            boolean toPartition = parcel.routingKey().matches(".*\\.walks\\.p\\d+");
            if (!toPartition || sent.incrementAndGet() % 15 != 0 || losses.decrementAndGet() < 0) {
                return real.send(parcel);
            }
            return vertx.timer(30, TimeUnit.MILLISECONDS).compose(late -> Future.failedFuture("refused on purpose"));
        };
    }

    @Test
    void aMessageThatCannotBeMovedIsNotOvertaken(BrokerService broker) {
        Vertx vertx = Vertx.vertx();
        var losses = new AtomicInteger(20);
        var seams = new Seams(sender -> losing(vertx, losses, sender), Seams.NONE.declarer());
        try (var fleet = new OrderedFleet(broker, seams)) {
            fleet.join();
            fleet.pour();
            until("some were lost on their way", () -> losses.get() < 0);
            fleet.catchUp();
            fleet.allIsHandledInOrder();
        }
        await(vertx.close());
    }

    @Test
    void deletedPartitionsAreDeclaredAgain(BrokerService broker) {
        try (var fleet = new OrderedFleet(broker)) {
            Member only = fleet.join();
            fleet.partitions().forEach(new Operator(broker.url())::deleteQueue);
            until("all is back", () -> only.bus.health().ready());
            fleet.pour();
            share(only);
            fleet.allIsHandledInOrder();
        }
    }

    @Test
    void aQueueThatHasOtherArgumentsStopsTheSubscription(BrokerService broker) {
        try (var fleet = new OrderedFleet(broker)) {
            new Operator(broker.url()).replaceQueue(fleet.queue());
            assertThatThrownBy(fleet::join)
                    .cause()
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll(fleet.queue(), WAY_OUT)
                    .hasMessageNotContaining("migrate");
        }
    }

    /** Counts how often a queue is declared. */
    private record Counting(Declarer real, AtomicInteger declared) implements Declarer {
        @Override
        public void declareShared(Connection connection) throws IOException {
            real.declareShared(connection);
        }

        @Override
        public void declare(Connection connection, QueueSpec queue) throws IOException {
            declared.incrementAndGet();
            real.declare(connection, queue);
        }

        @Override
        public void declareDeadLetters(Connection connection, String name) throws IOException {
            real.declareDeadLetters(connection, name);
        }
    }

    @Test
    void aConflictAfterAnOutageIsToldOnceAndEndsByItself(BrokerService broker) {
        var declared = new AtomicInteger();
        var seams = new Seams(Seams.NONE.sender(), real -> new Counting(real, declared));
        try (var fleet = new OrderedFleet(broker, seams);
                var log = new LogWatch()) {
            Member only = fleet.join();
            var operator = new Operator(broker.url());
            only.without(() -> operator.replaceQueue(fleet.queue()));
            until(
                    "it is told",
                    () -> only.bus.health().reasons().stream().anyMatch(reason -> reason.contains(WAY_OUT)));
            int before = declared.get();
            until("it was tried again some times", () -> declared.get() >= before + 4);
            assertThat(log.lines(Level.WARN))
                    .filteredOn(line -> line.contains(WAY_OUT))
                    .hasSize(1);
            operator.deleteQueue(fleet.queue());
            until("it is back", () -> only.bus.health().ready());
            fleet.pour();
            share(only);
            fleet.allIsHandledInOrder();
        }
    }
}
