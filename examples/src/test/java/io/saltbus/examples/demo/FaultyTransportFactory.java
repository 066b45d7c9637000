package io.saltbus.examples.demo;

import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Consumer;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.TransportFactory;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.core.transport.memory.MemoryTransport;
import io.saltbus.testkit.ForwardingTransport;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A broker with one fault, below everything that the demo and the bus could know of: {@code faulty://swallow} tells the broker that the
 * first delivery to analytics is done without handing it over, {@code faulty://twice} hands it over twice.
 */
public final class FaultyTransportFactory implements TransportFactory {
    private static final String PREFIX = "faulty://";
    private static final String QUEUE = "analytics.tracker.track";

    @Override
    public boolean accepts(String address) {
        return address.startsWith(PREFIX);
    }

    @Override
    public String schemes() {
        return PREFIX;
    }

    @Override
    public Transport create(Vertx vertx, String address, TransportSettings settings) {
        boolean swallow = address.equals(PREFIX + "swallow");
        return new FaultyTransport(MemoryTransport.create(vertx, "faulty", settings), swallow);
    }

    private static final class FaultyTransport extends ForwardingTransport {
        private final boolean swallow;

        FaultyTransport(Transport sound, boolean swallow) {
            super(sound);
            this.swallow = swallow;
        }

        @Override
        public String address() {
            return PREFIX + (swallow ? "swallow" : "twice");
        }

        @Override
        public Future<Consumer> consume(QueueSpec queue, ConsumeOptions options, Handler<Delivery> handler) {
            return super.consume(queue, options, queue.name().equals(QUEUE) ? faulty(handler) : handler);
        }

        private Handler<Delivery> faulty(Handler<Delivery> handler) {
            var first = new AtomicBoolean(true);
            return delivery -> {
                if (!first.getAndSet(false)) {
                    handler.handle(delivery);
                } else if (swallow) {
                    var settling = delivery.settle(Disposition.Ack.INSTANCE);
                    settling.onFailure(failure -> {
                        throw new AssertionError("the delivery could not be swallowed", failure);
                    });
                } else {
                    handler.handle(delivery);
                    handler.handle(delivery);
                }
            };
        }
    }
}
