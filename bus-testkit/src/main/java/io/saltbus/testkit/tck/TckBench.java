package io.saltbus.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.failure.BusException;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.TransportSettings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What one test of the contract works with: a connected transport, names that nobody else has, and waiting that ends. */
public final class TckBench {
    private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(30);

    private final String prefix = "tck-" + UUID.randomUUID().toString().substring(0, 13);
    private final Vertx vertx;
    private final Function<TransportSettings, Transport> factory;
    private final Set<Guarantee> guarantees;
    private final int capacity;
    private final Duration patience;
    private final Supplier<Outage> outage;
    private final List<Transport> made = new ArrayList<>();
    private final Transport transport;
    private int queues;

    TckBench(
            Vertx vertx,
            Function<TransportSettings, Transport> factory,
            Set<Guarantee> guarantees,
            int capacity,
            Duration patience,
            Supplier<Outage> outage) {
        this.vertx = vertx;
        this.factory = factory;
        this.guarantees = guarantees;
        this.capacity = capacity;
        this.patience = patience;
        this.outage = outage;
        this.transport = connect();
    }

    boolean promises(Guarantee guarantee) {
        return guarantees.contains(guarantee);
    }

    int capacity() {
        return capacity;
    }

    Duration patience() {
        return patience;
    }

    /** What a test orders where {@link Guarantee#RECOVERY} is promised. */
    Outage outage() {
        return outage.get();
    }

    Scheduler clock() {
        return Scheduler.real(vertx);
    }

    /** The transport that most tests need. */
    Transport transport() {
        return transport;
    }

    /** Another transport to the same broker. */
    Transport connect() {
        return connect(CONFIRM_TIMEOUT);
    }

    Transport connect(Duration confirmTimeout) {
        Transport other = factory.apply(TransportSettings.of(clock(), confirmTimeout));
        made.add(other);
        await(other.connect());
        return other;
    }

    /** A topic, or a pattern, that is of this test alone. */
    String topic(String words) {
        return prefix + "." + words;
    }

    QueueSpec spec(QueueSpec.Kind kind, String... patterns) {
        String name = prefix + ".queue-" + ++queues;
        return new QueueSpec(
                name,
                Stream.of(patterns).map(words -> TopicPattern.of(topic(words))).toList(),
                kind,
                name + ".dlq");
    }

    QueueSpec queue(QueueSpec.Kind kind, String... patterns) {
        QueueSpec spec = spec(kind, patterns);
        await(transport.declare(spec));
        return spec;
    }

    QueueSpec queue(String... patterns) {
        return queue(QueueSpec.Kind.STANDARD, patterns);
    }

    /** The queue of the dead letters of another. */
    QueueSpec deadLettersOf(QueueSpec queue) {
        QueueSpec spec = QueueSpec.of(queue.deadLetters(), List.of());
        await(transport.declare(spec));
        return spec;
    }

    Inbox inbox(QueueSpec queue) {
        return inbox(transport, queue, 100);
    }

    Inbox inbox(Transport over, QueueSpec queue, int prefetch) {
        return Inbox.open(this, new Consuming(over, queue, new ConsumeOptions(context(), prefetch, 0)));
    }

    Inbox inbox(QueueSpec queue, ConsumeOptions options) {
        return Inbox.open(this, new Consuming(transport, queue, options));
    }

    /** An event-loop context of its own. */
    Context context() {
        return ((VertxInternal) vertx).createEventLoopContext();
    }

    Envelope.Builder envelope(String id, String words) {
        return Envelope.builder(id, topic(words), "tck", Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    Outgoing message(String id, String words) {
        return outgoing(envelope(id, words).build());
    }

    Outgoing outgoing(Envelope envelope) {
        return new Outgoing(new Message(envelope, Buffer.buffer("{\"n\":1}")), null, null);
    }

    Confirmed publish(String id, String words) {
        return await(transport.publish(message(id, words)));
    }

    List<String> publishMany(int count, String words) {
        var ids = new ArrayList<String>();
        var confirms = new ArrayList<Future<Confirmed>>();
        for (int number = 0; number < count; number++) {
            ids.add("m" + number);
            confirms.add(transport.publish(message("m" + number, words)));
        }
        await(Future.all(confirms));
        return ids;
    }

    /** Calls on a context. */
    <T> Future<T> on(Context context, Supplier<Future<T>> call) {
        return Future.future(done -> context.runOnContext(turn -> call.get().onComplete(done)));
    }

    /** The value of a future, or its failure thrown. */
    <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError("the future failed", failed.getCause());
        } catch (TimeoutException late) {
            throw new AssertionError("a future did not complete within " + patience, late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a future", stopped);
        }
    }

    /** Waits for a future to end either way. */
    void awaitEnd(Future<?> future) {
        await(future.transform(ended -> Future.succeededFuture()));
    }

    /** The failure of a future that must fail. */
    Throwable failure(Future<?> future) {
        awaitEnd(future);
        return future.failed() ? future.cause() : fail("the future succeeded, and had to fail");
    }

    /** Whether a call for what is not promised was refused in words. */
    void refused(Future<?> future) {
        assertThat(failure(future)).isInstanceOf(BusException.class).message().isNotBlank();
    }

    void close() {
        made.forEach(each -> await(each.close()));
    }

    static String id(Delivery delivery) {
        return delivery.message().envelope().messageId();
    }

    /** What an inbox consumes, and how. */
    record Consuming(Transport transport, QueueSpec queue, ConsumeOptions options) {}
}
