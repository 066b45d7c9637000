package io.saltbus.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.saltbus.core.transport.Consumer;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.QueueSpec;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A consumer whose deliveries are taken one by one by the test's thread; they stay unsettled until the test settles them. */
public final class Inbox {
    private final TckBench bench;
    private final QueueSpec queue;
    private final Context context;
    private final Consumer consumer;
    private final BlockingQueue<Delivery> arrived;
    private final Queue<String> seen;

    private Inbox(
            TckBench bench,
            QueueSpec queue,
            Context context,
            Consumer consumer,
            BlockingQueue<Delivery> arrived,
            Queue<String> seen) {
        this.bench = bench;
        this.queue = queue;
        this.context = context;
        this.consumer = consumer;
        this.arrived = arrived;
        this.seen = seen;
    }

    static Inbox open(TckBench bench, TckBench.Consuming how) {
        var arrived = new LinkedBlockingQueue<Delivery>();
        var seen = new ConcurrentLinkedQueue<String>();
        Consumer consumer = bench.await(how.transport().consume(how.queue(), how.options(), delivery -> {
            seen.add(TckBench.id(delivery));
            arrived.add(delivery);
        }));
        return new Inbox(bench, how.queue(), how.options().context(), consumer, arrived, seen);
    }

    /** The next delivery. */
    public Delivery next() {
        try {
            Delivery delivery = arrived.poll(bench.patience().toMillis(), TimeUnit.MILLISECONDS);
            return delivery == null
                    ? fail("nothing more arrived from " + queue.name() + " within " + bench.patience() + "; so far: "
                            + seen)
                    : delivery;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + queue.name(), stopped);
        }
    }

    /** The next deliveries. */
    public List<Delivery> next(int count) {
        var all = new ArrayList<Delivery>();
        while (all.size() < count) {
            all.add(next());
        }
        return all;
    }

    /** The message ids of the next deliveries, each acked as it is taken. */
    public List<String> ack(int count) {
        var ids = new ArrayList<String>();
        while (ids.size() < count) {
            Delivery delivery = next();
            ids.add(TckBench.id(delivery));
            settle(delivery, Disposition.Ack.INSTANCE);
        }
        return ids;
    }

    /** The message ids up to and with this one, each acked as it is taken. */
    public List<String> ackUntil(String last) {
        var ids = new ArrayList<>(ack(1));
        while (!ids.get(ids.size() - 1).equals(last)) {
            ids.addAll(ack(1));
        }
        return ids;
    }

    /** As {@link #ackUntil}, around a lost connection: what came over it cannot be acked any more, and arrives again. */
    public List<String> ackWhatCanBeUntil(String last) {
        var ids = new ArrayList<String>();
        while (!ids.contains(last)) {
            Delivery delivery = next();
            ids.add(TckBench.id(delivery));
            bench.awaitEnd(settling(delivery, Disposition.Ack.INSTANCE));
        }
        return ids;
    }

    /** Settles on the consumer's context and waits for it. */
    public void settle(Delivery delivery, Disposition how) {
        bench.await(settling(delivery, how));
    }

    /** Settles on the consumer's context. */
    public Future<Void> settling(Delivery delivery, Disposition how) {
        return bench.on(context, () -> delivery.settle(how));
    }

    /** The ids of everything that has arrived so far, with what was taken before. */
    public List<String> seen() {
        return List.copyOf(seen);
    }

    /** Fails where anything but these has arrived so far. */
    public void hasSeenOnly(List<String> ids) {
        assertThat(seen).as("arrived from %s", queue.name()).containsExactlyElementsOf(ids);
    }

    /** The consumer that fills this inbox. */
    public Consumer consumer() {
        return consumer;
    }

    /** Pauses the consumer. */
    public void pause() {
        bench.await(bench.on(context, consumer::pause));
    }

    /** Resumes the consumer. */
    public void resume() {
        bench.await(bench.on(context, consumer::resume));
    }

    /** Closes the consumer. */
    public void close() {
        bench.await(bench.on(context, consumer::close));
    }
}
