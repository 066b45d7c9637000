package io.saltbus.benchmarks.rabbitmq;

import io.saltbus.benchmarks.rabbitmq.LoopTuning.Buffers;
import io.saltbus.benchmarks.rabbitmq.LoopTuning.Numbering;
import io.saltbus.core.transport.TransportFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** All ways that are compared. The first of each list is what the others are compared with. */
final class Candidates {
    private Candidates() {}

    static List<Candidate> publishing(String url) {
        LoopTuning plain = LoopTuning.PLAIN;
        var all = new ArrayList<>(List.of(
                new Candidate("raw, blocking sockets", RawPublish::open),
                new Candidate("raw, its own Netty loop", RawPublish::openOnNetty),
                new Candidate("Vert.x client, basicPublish", VertxPublish::openBasic),
                new Candidate("Vert.x client, publishConfirm", VertxPublish::openPublisher),
                new Candidate("blocking sockets, batches to a worker", BatchedPublish::open),
                new Candidate("loop", LoopPublish.with(plain)),
                new Candidate("loop, flush each", LoopPublish.with(plain.withFlushEvery(1))),
                new Candidate("loop, flush every 32", LoopPublish.with(plain.withFlushEvery(32))),
                new Candidate("loop, flush every 1024", LoopPublish.with(plain.withFlushEvery(1024))),
                new Candidate("loop, no heartbeat", LoopPublish.with(plain.withoutHeartbeat())),
                new Candidate("loop, own numbering", LoopPublish.with(plain.withNumbering(Numbering.OURS))),
                new Candidate("loop, pooled buffers", LoopPublish.with(plain.withBuffers(Buffers.POOLED))),
                new Candidate("loop inline (chosen)", LoopPublish.with(LoopTuning.CHOSEN))));
        if (transportFor(url)) {
            all.add(new Candidate("transport of the bus", TransportPublish::open));
        }
        return all;
    }

    static List<Candidate> consuming(String url) {
        LoopTuning plain = LoopTuning.PLAIN;
        LoopTuning inline = LoopTuning.CHOSEN;
        var all = new ArrayList<>(List.of(
                new Candidate("raw, ack each", RawConsume.with(Acking.EACH)),
                new Candidate("raw, ack every 50", RawConsume.with(Acking.EVERY_50)),
                new Candidate("Vert.x client, ack each", VertxConsume.with(Acking.EACH)),
                new Candidate("Vert.x client, ack every 50", VertxConsume.with(Acking.EVERY_50)),
                new Candidate("loop, ack each", LoopConsume.with(plain, Acking.EACH)),
                new Candidate("loop, ack every 50", LoopConsume.with(plain, Acking.EVERY_50)),
                new Candidate("loop, ack a turn", LoopConsume.with(plain, Acking.EVERY_TURN)),
                new Candidate("loop inline, ack each", LoopConsume.with(inline, Acking.EACH)),
                new Candidate("loop inline, ack a turn (chosen)", LoopConsume.with(inline, Acking.EVERY_TURN)),
                new Candidate(
                        "loop inline, ack a turn, flush each",
                        LoopConsume.with(inline.withFlushEvery(1), Acking.EVERY_TURN))));
        if (transportFor(url)) {
            all.add(new Candidate("transport of the bus", TransportConsume::open));
        }
        return all;
    }

    /** The bus itself takes part as soon as its transport is on the class path. */
    private static boolean transportFor(String url) {
        return ServiceLoader.load(TransportFactory.class).stream()
                .anyMatch(factory -> factory.get().accepts(url));
    }

    static TransportFactory transport(String url) {
        return ServiceLoader.load(TransportFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.accepts(url))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no transport on the class path for " + url));
    }
}
