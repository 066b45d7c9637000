package io.saltbus.testkit;

import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.transport.DeadLetter;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.memory.MemoryTransport;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** The memory transport, remembering what was published and which queues there are. */
final class RecordingTransport extends ForwardingTransport {
    private final MemoryTransport memory;
    private final List<Message> published = new CopyOnWriteArrayList<>();
    private final Set<String> queues = new ConcurrentSkipListSet<>();

    RecordingTransport(MemoryTransport memory) {
        super(memory);
        this.memory = memory;
    }

    List<Message> published() {
        return List.copyOf(published);
    }

    List<DeadLetter> deadLetters() {
        return queues.stream()
                .flatMap(queue -> memory.deadLetters(queue).stream())
                .toList();
    }

    int unsettled() {
        return memory.unsettled();
    }

    @Override
    public Future<Void> declare(QueueSpec queue) {
        queues.add(queue.name());
        return super.declare(queue);
    }

    @Override
    public Future<Confirmed> publish(Outgoing outgoing) {
        published.add(outgoing.message());
        return super.publish(outgoing);
    }
}
