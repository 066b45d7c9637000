package io.saltbus.rabbitmq;

import static io.saltbus.rabbitmq.ConsumeStage.await;
import static io.saltbus.rabbitmq.ConsumeStage.id;
import static io.saltbus.rabbitmq.ConsumeStage.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Connection;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.transport.Consumer;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.rabbitmq.internal.topology.Declarer;
import io.saltbus.testkit.service.PrivateBroker;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a consumer says and does when an operator, or the broker, stands in its way. */
class ConsumerTroubleIT {
    private static PrivateBroker broker;
    private final BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();
    private final AtomicInteger declarations = new AtomicInteger();
    private ConsumeStage stage;

    @BeforeAll
    static void start() {
        broker = PrivateBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void open() {
        var seams = new Seams(UnaryOperator.identity(), Counted::new);
        stage = new ConsumeStage(Vertx.vertx(), broker.url(), QueueSpec.Kind.STANDARD, seams);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private Delivery next() throws InterruptedException {
        Delivery next = arrived.poll(ConsumeStage.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(next).as("the next delivery").isNotNull();
        return next;
    }

    @Test
    void aQueueInConflictIsToldOnceAndConsumedAgainWhenItIsCured() throws Exception {
        Consumer consumer = stage.consume(stage.vertx.getOrCreateContext(), 10, 0, arrived::add);
        int before = declarations.get();
        try (LogLines lines = LogLines.watch()) {
            new Operator(broker.url()).replaceByClassic(stage.queue.name());
            until("it was tried some times", () -> declarations.get() >= before + 4);
            assertThat(consumer.live()).isFalse();
            assertThat(stage.transport.troubles())
                    .singleElement()
                    .asString()
                    .contains(stage.queue.name(), "exists with other properties");
            assertThat(lines.warnings())
                    .filteredOn(line -> line.contains("exists with other properties"))
                    .hasSize(1);
        }
        new Operator(broker.url()).deleteQueue(stage.queue.name());
        until("it is back", consumer::live);
        assertThat(stage.transport.troubles()).isEmpty();
        stage.publish(0, 1);
        assertThat(id(next())).isEqualTo("0");
    }

    @Test
    void aMessageThatIsHeldTooLongForTheBrokerArrivesAgain() throws Exception {
        broker.rabbitmqctl(
                "eval",
                "application:set_env(rabbit, consumer_timeout, 500), application:set_env(rabbit, channel_tick_interval, 200).");
        try {
            Context context = stage.vertx.getOrCreateContext();
            Consumer consumer = stage.consume(context, 10, 0, arrived::add);
            stage.publish(0, 1);
            Delivery held = next();
            Delivery again = next();
            assertThat(id(again)).isEqualTo("0");
            assertThat(again.redeliveries()).isPositive();
            assertThat(settle(context, held).cause()).isInstanceOf(ConnectionException.class);
            until("it is back", consumer::live);
        } finally {
            broker.rabbitmqctl("eval", "application:set_env(rabbit, consumer_timeout, 1800000).");
        }
    }

    private static Future<Void> settle(Context context, Delivery delivery) {
        Future<Void> settled = Future.future(done -> context.runOnContext(
                turn -> delivery.settle(Disposition.Ack.INSTANCE).onComplete(done)));
        await(settled.transform(ended -> Future.succeededFuture()));
        return settled;
    }

    /** Counts the declarations of queues. */
    private final class Counted implements Declarer {
        private final Declarer real;

        Counted(Declarer real) {
            this.real = real;
        }

        @Override
        public void declareShared(Connection connection) throws IOException {
            real.declareShared(connection);
        }

        @Override
        public void declareDeadLetters(Connection connection, String name) throws IOException {
            real.declareDeadLetters(connection, name);
        }

        @Override
        public void declare(Connection connection, QueueSpec queue) throws IOException {
            declarations.incrementAndGet();
            real.declare(connection, queue);
        }
    }
}
