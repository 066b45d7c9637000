package io.saltbus.core.transport.memory;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.time.VirtualScheduler;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Consumer;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.TransportSettings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One broker on one event loop with virtual time: after {@link #turns()} everything that was set off has happened. */
final class Lab implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(30);

    // the longest chain: alarm, hand-over, a settlement that hands over again, confirm
    private static final int CHAIN = 6;

    final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    final VirtualScheduler clock = new VirtualScheduler(START);
    final Context context = ((VertxInternal) vertx).createEventLoopContext();
    private final String address;
    MemoryTransport transport;

    Lab(int capacity) {
        address = "memory:lab?capacity=" + capacity;
        transport = connect();
    }

    MemoryTransport connect() {
        var made = MemoryTransport.at(vertx, address, TransportSettings.of(clock, CONFIRM_TIMEOUT));
        await(made.connect());
        return made;
    }

    QueueSpec declare(String name, String... patterns) {
        return declare(QueueSpec.Kind.STANDARD, name, patterns);
    }

    QueueSpec declare(QueueSpec.Kind kind, String name, String... patterns) {
        var spec = new QueueSpec(
                name, List.of(patterns).stream().map(TopicPattern::of).toList(), kind, name + ".dlq");
        await(transport.declare(spec));
        return spec;
    }

    /** Deliveries arrive in the list and stay unsettled. */
    Taker take(QueueSpec queue, int prefetch, int priority) {
        return new Taker(this, transport, queue, prefetch, priority);
    }

    Future<Confirmed> publish(String id, String topic) {
        return publish(envelope(id, topic).build(), null, null);
    }

    Future<Confirmed> publish(Envelope envelope, @Nullable Duration delay, @Nullable Duration expiresAfter) {
        return transport.publish(new Outgoing(new Message(envelope, Buffer.buffer("{}")), delay, expiresAfter));
    }

    static Envelope.Builder envelope(String id, String topic) {
        return Envelope.builder(id, topic, "tests", START);
    }

    void advance(Duration step) {
        clock.advance(step);
        turns();
    }

    void turns() {
        for (int turn = 0; turn < CHAIN; turn++) {
            await(Future.future(done -> context.runOnContext(reached -> done.complete())));
        }
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(failed.getCause());
        } catch (InterruptedException | TimeoutException late) {
            throw new AssertionError("the future did not complete", late);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    /** A consumer that keeps what arrives. */
    static final class Taker {
        final List<Delivery> arrived = Collections.synchronizedList(new ArrayList<>());
        final Consumer consumer;
        private final Lab lab;

        Taker(Lab lab, MemoryTransport transport, QueueSpec queue, int prefetch, int priority) {
            this.lab = lab;
            this.consumer =
                    await(transport.consume(queue, new ConsumeOptions(lab.context, prefetch, priority), arrived::add));
            lab.turns();
        }

        List<String> ids() {
            lab.turns();
            return arrived.stream()
                    .map(delivery -> delivery.message().envelope().messageId())
                    .toList();
        }

        Delivery last() {
            lab.turns();
            return arrived.get(arrived.size() - 1);
        }
    }
}
