package io.saltbus.rabbitmq.internal.consume;

import static org.assertj.core.api.Assertions.fail;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.rabbitmq.internal.publish.Parcel;
import io.saltbus.rabbitmq.internal.topology.Declarer;
import io.saltbus.rabbitmq.internal.topology.Delays;
import io.saltbus.testkit.service.BrokerService;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A consumer of a real queue, and a second connection of another client that fills the queue and looks at it. */
final class ConsumeBench implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    final Vertx vertx = Vertx.vertx();
    final Scheduler scheduler = Scheduler.real(vertx);
    final BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();
    final List<Parcel> delayed = new CopyOnWriteArrayList<>();
    final QueueSpec queue;
    final TestConnection connection;
    final ConsumeParts parts;
    private final BrokerService broker;
    private Connection other;
    private Channel side;

    /** @param url how the consumer reaches the broker */
    ConsumeBench(BrokerService broker, String url, QueueSpec.Kind kind) throws Exception {
        this.broker = broker;
        String name = "consume-" + UUID.randomUUID();
        this.queue = new QueueSpec(name, List.of(), kind, name + ".dlq");
        this.connection = new TestConnection(vertx, scheduler, url);
        var sender = new TestSender(connection);
        this.parts =
                new ConsumeParts(connection, sender, new PlainDeclarer(), new NoLadder(), new TestWire(), scheduler);
        this.other = connect();
        this.side = other.createChannel();
        side.confirmSelect();
        new PlainDeclarer().declare(other, queue);
        await(onLoop(() -> connection.add(sender).compose(added -> connection.open())));
    }

    private Connection connect() throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(broker.url());
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }

    /** The second connection anew, after the broker was down. */
    void connectAgain() throws Exception {
        other.abort(1_000);
        other = connect();
        side = other.createChannel();
        side.confirmSelect();
    }

    Channel side() {
        return side;
    }

    Context eventLoop() {
        return connection.context();
    }

    /** A consumer whose deliveries are kept for the test's thread. */
    QueueConsumer collect(int prefetch) {
        return consume(eventLoop(), prefetch, arrived::add);
    }

    QueueConsumer consume(Context context, int prefetch, Handler<Delivery> handler) {
        QueueConsumer consumer = make(context, prefetch, handler);
        await(consumer.open());
        return consumer;
    }

    /** One that is not open yet. */
    QueueConsumer make(Context context, int prefetch, Handler<Delivery> handler) {
        return new QueueConsumer(parts, queue, new ConsumeOptions(context, prefetch, 0), handler);
    }

    void publish(int from, int to) throws Exception {
        for (int number = from; number < to; number++) {
            publish("m" + number, "body", Map.of());
        }
        side.waitForConfirmsOrDie(PATIENCE.toMillis());
    }

    void publish(String id, String body, Map<String, Object> headers) throws IOException {
        AMQP.BasicProperties properties = MessageProperties.PERSISTENT_BASIC
                .builder()
                .messageId(id)
                .headers(headers)
                .build();
        side.basicPublish("", queue.name(), true, properties, body.getBytes(StandardCharsets.UTF_8));
    }

    Delivery next() {
        try {
            Delivery delivery = arrived.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return delivery == null ? fail("nothing more arrived from " + queue.name()) : delivery;
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    List<Delivery> next(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }

    static String id(Delivery delivery) {
        return delivery.message().envelope().messageId();
    }

    Future<Void> settle(Delivery delivery, Disposition how) {
        return onLoop(() -> delivery.settle(how));
    }

    void ack(Delivery delivery) {
        await(settle(delivery, Disposition.Ack.INSTANCE));
    }

    /** All in one turn of the loop. */
    void ackTogether(List<Delivery> deliveries) {
        await(onLoop(() -> Future.all(deliveries.stream()
                .map(delivery -> delivery.settle(Disposition.Ack.INSTANCE))
                .toList())));
    }

    <T> Future<T> onLoop(Supplier<Future<T>> call) {
        return Future.future(done -> eventLoop().runOnContext(turn -> call.get().onComplete(done)));
    }

    /** Messages that are ready, as the broker counts them. */
    long depth(String name) {
        try {
            return side.queueDeclarePassive(name).getMessageCount();
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception failed) {
            throw new AssertionError("the future did not succeed", failed);
        }
    }

    static Throwable failure(Future<?> future) {
        await(future.transform(ended -> Future.succeededFuture()));
        return future.failed() ? future.cause() : fail("the future had to fail");
    }

    static void until(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                fail("did not come true within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        await(onLoop(connection::close));
        other.abort(5_000);
        await(vertx.close());
    }

    /** Quorum, classic or exclusive, and its dead letters. */
    private static final class PlainDeclarer implements Declarer {
        @Override
        public void declareShared(Connection connection) {}

        @Override
        public void declareDeadLetters(Connection connection, String name) throws IOException {
            Channel channel = connection.createChannel();
            channel.queueDeclare(name, true, false, false, Map.of());
            channel.abort();
        }

        @Override
        public void declare(Connection connection, QueueSpec queue) throws IOException {
            Channel channel = connection.createChannel();
            try {
                boolean quorum = queue.kind() == QueueSpec.Kind.STANDARD;
                boolean exclusive = queue.kind() == QueueSpec.Kind.EXCLUSIVE;
                channel.queueDeclare(
                        queue.name(),
                        !exclusive,
                        exclusive,
                        false,
                        quorum ? Map.of("x-queue-type", "quorum") : Map.of());
                channel.queueDeclare(queue.deadLetters(), true, false, false, Map.of());
            } catch (IOException refused) {
                throw new ConfigurationException("queue " + queue.name() + " is there with other arguments", refused);
            } finally {
                channel.abort();
            }
        }
    }

    /** Remembers what would be delayed, and sends it at once. */
    private final class NoLadder implements Delays {
        @Override
        public Parcel toQueue(Parcel parcel, String name, Duration delay) {
            delayed.add(parcel);
            return parcel;
        }

        @Override
        public Parcel untilDue(Parcel parcel, Duration delay) {
            throw new UnsupportedOperationException("consumers delay by way of their queue alone");
        }
    }
}
