package io.saltbus.benchmarks.rabbitmq;

import io.netty.channel.EventLoop;
import io.saltbus.core.transport.Outgoing;

/** The transport of the bus: its buffers, windows, envelope and time limits included. */
final class TransportPublish implements Lane {
    private final TransportSession session;
    private final Pump pump;

    private TransportPublish(TransportSession session) {
        this.session = session;
        Outgoing outgoing = TransportSession.outgoing();
        pump = new Pump(
                session.context(),
                sending -> session.transport()
                        .publish(outgoing)
                        .onSuccess(confirmed -> sending.confirmed(1))
                        .onFailure(sending::fail));
    }

    static Lane open(Place place) throws Exception {
        return new TransportPublish(TransportSession.start(place));
    }

    @Override
    public void move(int messages) throws Exception {
        pump.move(messages);
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
