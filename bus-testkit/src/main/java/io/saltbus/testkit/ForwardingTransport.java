package io.saltbus.testkit;

import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Consumer;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.Topology;
import io.saltbus.core.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.List;

/** Hands every call on to another transport. A subclass overrides what it wants to watch, or to break. */
public class ForwardingTransport implements Transport {
    private final Transport real;

    /** @param real what the calls are handed on to */
    protected ForwardingTransport(Transport real) {
        this.real = real;
    }

    @Override
    public String address() {
        return real.address();
    }

    @Override
    public Future<Void> connect() {
        return real.connect();
    }

    @Override
    public Future<Void> declare(QueueSpec queue) {
        return real.declare(queue);
    }

    @Override
    public QueueSpec responders(String topic, int major) {
        return real.responders(topic, major);
    }

    @Override
    public Future<Confirmed> publish(Outgoing outgoing) {
        return real.publish(outgoing);
    }

    @Override
    public Future<Consumer> consume(QueueSpec queue, ConsumeOptions options, Handler<Delivery> handler) {
        return real.consume(queue, options, handler);
    }

    @Override
    public boolean betweenProcesses() {
        return real.betweenProcesses();
    }

    @Override
    public List<String> troubles() {
        return real.troubles();
    }

    @Override
    public Topology topology() {
        return real.topology();
    }

    @Override
    public Future<Void> close() {
        return real.close();
    }
}
