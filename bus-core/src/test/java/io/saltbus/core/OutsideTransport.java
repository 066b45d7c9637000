package io.saltbus.core;

import io.saltbus.core.failure.BusException;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Consumer;
import io.saltbus.core.transport.DeathReport;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.Message;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.Topology;
import io.saltbus.core.transport.Transport;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The memory broker as if it stood outside of the process: messages of others arrive by it, and some that nobody can read. */
public final class OutsideTransport implements Transport {
    private final Transport real;
    private final @Nullable BusException defect;

    /** @param defect what every delivery has, or null */
    public OutsideTransport(Transport real, @Nullable BusException defect) {
        this.real = real;
        this.defect = defect;
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
        return real.consume(queue, options, delivery -> handler.handle(new Marked(delivery)));
    }

    @Override
    public Topology topology() {
        return real.topology();
    }

    @Override
    public List<String> troubles() {
        return real.troubles();
    }

    @Override
    public Future<Void> close() {
        return real.close();
    }

    private final class Marked implements Delivery {
        private final Delivery delivery;

        Marked(Delivery delivery) {
            this.delivery = delivery;
        }

        @Override
        public Message message() {
            return delivery.message();
        }

        @Override
        public int redeliveries() {
            return delivery.redeliveries();
        }

        @Override
        public @Nullable BusException defect() {
            return defect;
        }

        @Override
        public @Nullable DeathReport deathReport() {
            return delivery.deathReport();
        }

        @Override
        public Future<Void> settle(Disposition how) {
            return delivery.settle(how);
        }

        @Override
        public void ackEarly() {
            delivery.ackEarly();
        }
    }
}
