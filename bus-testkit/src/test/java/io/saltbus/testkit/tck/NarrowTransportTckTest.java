package io.saltbus.testkit.tck;

import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.publish.PublishException;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Consumer;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.core.transport.memory.MemoryTransport;
import io.saltbus.testkit.ForwardingTransport;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.HashSet;
import java.util.Set;

/** A transport that promises nothing, and refuses all that it does not promise, keeps the contract too. */
class NarrowTransportTckTest extends TransportTck {
    private final Set<String> lost = new HashSet<>();

    @Override
    protected Transport create(TransportSettings settings) {
        return new NarrowTransport(MemoryTransport.create(vertx(), "narrow", settings), lost);
    }

    @Override
    protected Set<Guarantee> guarantees() {
        return Set.of();
    }

    private static final class NarrowTransport extends ForwardingTransport {
        private final Set<String> declared = new HashSet<>();
        private final Set<String> lost;

        NarrowTransport(Transport real, Set<String> lost) {
            super(real);
            this.lost = lost;
        }

        @Override
        public Future<Void> declare(QueueSpec queue) {
            if (queue.kind() != QueueSpec.Kind.STANDARD) {
                return Future.failedFuture(new ConfigurationException("only standard queues, not " + queue.kind()));
            }
            declared.add(queue.name());
            return super.declare(queue);
        }

        @Override
        public Future<Confirmed> publish(Outgoing outgoing) {
            return outgoing.delay() == null && outgoing.expiresAfter() == null
                    ? super.publish(outgoing)
                    : Future.failedFuture(new PublishException.Rejected("no delay and no expiry here", null));
        }

        @Override
        public Future<Consumer> consume(QueueSpec queue, ConsumeOptions options, Handler<Delivery> handler) {
            return lost.contains(queue.name())
                    ? Future.failedFuture(new ConfigurationException("queue " + queue.name() + " is gone"))
                    : super.consume(queue, options, handler);
        }

        @Override
        public Future<Void> close() {
            lost.addAll(declared);
            return super.close();
        }
    }
}
