package io.saltbus.benchmarks.rabbitmq;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.TransportSettings;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The transport of the bus, connected, with a queue of its own.
 *
 * @param context where it is called, and calls back
 * @param transport what is measured
 * @param queue where messages go
 */
record TransportSession(ContextInternal context, Transport transport, QueueSpec queue) {
    static TransportSession start(Place place) throws Exception {
        var settings = TransportSettings.of(Scheduler.real(place.vertx()), Duration.ofSeconds(30));
        Transport transport = Candidates.transport(place.url()).create(place.vertx(), place.url(), settings);
        QueueSpec queue = QueueSpec.of("saltbus.bench.transport", List.of(TopicPattern.of(Place.ROUTING_KEY)));
        await(transport.connect());
        await(transport.declare(queue));
        place.empty(queue.name());
        ContextInternal context = ((VertxInternal) place.vertx()).createEventLoopContext();
        return new TransportSession(context, transport, queue);
    }

    static Outgoing outgoing() {
        Envelope envelope = Envelope.builder(
                        "01938f2e-7a4b-7c55-9d3e-1b2c3d4e5f60", Place.ROUTING_KEY, "bench", Instant.EPOCH)
                .build();
        return new Outgoing(new Message(envelope, Buffer.buffer(Place.body())), null, null);
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
