package io.saltbus.rabbitmq;

import com.rabbitmq.client.Connection;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Consumer;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.rabbitmq.internal.publish.Sender;
import io.saltbus.rabbitmq.internal.topology.Declarer;
import io.saltbus.testkit.ForwardingTransport;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A way in which the transport could be wrong, to see that the tests of its promises notice. */
public enum SeededFault {
    /** The transport as it is. */
    NONE,
    /** Every hundredth message is reported as confirmed and routed, and not sent. */
    DROPPED_CONFIRM,
    /** Messages are reported as confirmed and routed before the broker says so. */
    HASTY_CONFIRM,
    /** The broker is told that a message is done when it arrives. */
    EARLY_ACK,
    /** A queue that was declared once is not declared again. */
    SKIPPED_DECLARE;

    private static final int DROPPED_EVERY = 100;

    /** Makes a transport with this fault. */
    public Transport transport(Vertx vertx, String address, TransportSettings settings) {
        var sound = RabbitTransport.create(
                vertx, RabbitOptions.parse(address), settings, new Seams(senders(), declarers()));
        return this == EARLY_ACK ? new HastyAcks(sound) : sound;
    }

    private UnaryOperator<Sender> senders() {
        return switch (this) {
            case DROPPED_CONFIRM -> SeededFault::dropping;
            case HASTY_CONFIRM -> SeededFault::hasty;
            default -> UnaryOperator.identity();
        };
    }

    private UnaryOperator<Declarer> declarers() {
        return this == SKIPPED_DECLARE ? Once::new : UnaryOperator.identity();
    }

    private static Sender dropping(Sender real) {
        var sent = new AtomicInteger();
        return parcel -> sent.incrementAndGet() % DROPPED_EVERY == 0 ? Future.succeededFuture(true) : real.send(parcel);
    }

    private static Sender hasty(Sender real) {
        return parcel -> {
            real.send(parcel).onComplete(unheard -> {});
            return Future.succeededFuture(true);
        };
    }

    private static final class HastyAcks extends ForwardingTransport {
        HastyAcks(Transport sound) {
            super(sound);
        }

        @Override
        public Future<Consumer> consume(QueueSpec queue, ConsumeOptions options, Handler<Delivery> handler) {
            return super.consume(queue, options, delivery -> {
                delivery.ackEarly();
                handler.handle(delivery);
            });
        }
    }

    private static final class Once implements Declarer {
        private final Declarer real;
        private final Set<String> declared = ConcurrentHashMap.newKeySet();

        Once(Declarer real) {
            this.real = real;
        }

        @Override
        public void declareShared(Connection connection) throws IOException {
            real.declareShared(connection);
        }

        @Override
        public void declareDeadLetters(Connection connection, String name) throws IOException {
            if (declared.add(name)) {
                real.declareDeadLetters(connection, name);
            }
        }

        @Override
        public void declare(Connection connection, QueueSpec queue) throws IOException {
            if (declared.add(queue.name())) {
                real.declare(connection, queue);
            }
        }
    }
}
