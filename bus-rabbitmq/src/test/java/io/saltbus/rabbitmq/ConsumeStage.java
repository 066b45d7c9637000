package io.saltbus.rabbitmq;

import static org.assertj.core.api.Assertions.fail;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Consumer;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.TransportSettings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** A transport that is connected, and a queue with messages in it. */
final class ConsumeStage implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int BATCH = 1_000;

    final Vertx vertx;
    final RabbitTransport transport;
    final QueueSpec queue;
    private final String topic = "consume.n" + UUID.randomUUID().toString().replace("-", "");

    ConsumeStage(Vertx vertx, String url, QueueSpec.Kind kind, Seams seams) {
        this.vertx = vertx;
        var settings = TransportSettings.of(Scheduler.real(vertx), Duration.ofSeconds(30));
        this.transport = RabbitTransport.create(vertx, RabbitOptions.parse(url), settings, seams);
        this.queue = new QueueSpec(topic, List.of(TopicPattern.of(topic)), kind, topic + ".dlq");
        await(transport.connect());
        await(transport.declare(queue));
    }

    static ConsumeStage on(String url, QueueSpec.Kind kind) {
        return new ConsumeStage(Vertx.vertx(), url, kind, Seams.NONE);
    }

    Consumer consume(Context context, int prefetch, int priority, Handler<Delivery> handler) {
        return await(transport.consume(queue, new ConsumeOptions(context, prefetch, priority), handler));
    }

    /** Publishes messages whose ids are these numbers. */
    void publish(int from, int to) {
        for (int start = from; start < to; start += BATCH) {
            await(Future.all(IntStream.range(start, Math.min(to, start + BATCH))
                    .mapToObj(number -> transport.publish(outgoing(number)))
                    .toList()));
        }
    }

    private Outgoing outgoing(int number) {
        var envelope = Envelope.builder(String.valueOf(number), topic, "test", Instant.EPOCH)
                .build();
        return new Outgoing(new Message(envelope, Buffer.buffer("{}")), null, null);
    }

    static String id(Delivery delivery) {
        return delivery.message().envelope().messageId();
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception failed) {
            throw new AssertionError("the future did not succeed", failed);
        }
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
        await(transport.close());
        await(vertx.close());
    }
}
