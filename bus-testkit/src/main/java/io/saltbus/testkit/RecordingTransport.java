package io.saltbus.testkit;

import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Consumer;
import io.saltbus.core.transport.DeadLetter;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.memory.MemoryTransport;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The memory transport, remembering what was published and which queues there are. */
final class RecordingTransport implements Transport {
    private final MemoryTransport memory;
    private final List<Message> published = new CopyOnWriteArrayList<>();
    private final Map<String, QueueSpec> queues = new ConcurrentHashMap<>();

    RecordingTransport(MemoryTransport memory) {
        this.memory = memory;
    }

    List<Message> published() {
        return List.copyOf(published);
    }

    List<DeadLetter> deadLetters() {
        return queues.keySet().stream()
                .sorted()
                .flatMap(queue -> memory.deadLetters(queue).stream())
                .toList();
    }

    int unsettled() {
        return memory.unsettled();
    }

    @Override
    public String address() {
        return memory.address();
    }

    @Override
    public Future<Void> connect() {
        return memory.connect();
    }

    @Override
    public Future<Void> declare(QueueSpec queue) {
        queues.put(queue.name(), queue);
        return memory.declare(queue);
    }

    @Override
    public Future<Confirmed> publish(Outgoing outgoing) {
        published.add(outgoing.message());
        return memory.publish(outgoing);
    }

    @Override
    public Future<Consumer> consume(QueueSpec queue, ConsumeOptions options, Handler<Delivery> handler) {
        return memory.consume(queue, options, handler);
    }

    @Override
    public List<String> troubles() {
        return memory.troubles();
    }

    @Override
    public Future<Void> close() {
        return memory.close();
    }
}
