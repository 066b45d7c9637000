package io.saltbus.benchmarks.rabbitmq;

import io.netty.channel.EventLoop;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The transport of the bus: what arrives is decoded, and settled by the acks that it chooses. */
final class TransportConsume implements Lane {
    private final TransportSession session;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int taken;

    private TransportConsume(TransportSession session) {
        this.session = session;
    }

    static Lane open(Place place) throws Exception {
        TransportSession session = TransportSession.start(place);
        for (int sent = 0; sent < place.messages(); sent += Place.WINDOW) {
            int batch = Math.min(Place.WINDOW, place.messages() - sent);
            TransportSession.await(Future.all(IntStream.range(0, batch)
                    .mapToObj(one -> session.transport().publish(TransportSession.outgoing()))
                    .toList()));
        }
        return new TransportConsume(session);
    }

    @Override
    public void move(int messages) throws Exception {
        var options = new ConsumeOptions(session.context(), Place.PREFETCH, 0);
        TransportSession.await(
                session.transport().consume(session.queue(), options, delivery -> take(delivery, messages)));
        done.get(120, TimeUnit.SECONDS);
    }

    private void take(Delivery delivery, int expected) {
        taken++;
        var settled = delivery.settle(Disposition.Ack.INSTANCE).onFailure(done::completeExceptionally);
        if (taken == expected) {
            settled.onSuccess(done::complete);
        }
    }

    @Override
    public EventLoop loop() {
        return session.context().nettyEventLoop();
    }

    @Override
    public void end() throws Exception {
        TransportSession.await(session.transport().close());
    }
}
