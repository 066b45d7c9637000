package io.saltbus.rabbitmq;

import io.netty.channel.EventLoop;
import io.saltbus.core.failure.BusException;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.publish.Confirmed;
import io.saltbus.core.time.Scheduler.Timer;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Consumer;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Outgoing;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.core.transport.Topology;
import io.saltbus.core.transport.Transport;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.rabbitmq.internal.topology.AmqpTopology;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The bus on RabbitMQ, 3.10 and later. Every event loop that publishes or consumes has a connection of its own, made when it is first
 * needed; a thread that is no event loop's publishes over the first of them. Nothing here blocks an event loop.
 *
 * <p><b>Publish.</b> Confirms are pipelined: {@link RabbitOptions#window()} may be outstanding on a connection, and {@link
 * RabbitOptions#buffer()} more wait, also while the connection is away or blocked by the broker; the next one fails at once with {@link
 * io.saltbus.core.publish.PublishException.Overloaded}. After an outage everything unconfirmed is sent again, in order and with the same
 * ids. Every future completes, within the confirm timeout.
 *
 * <p><b>Consume.</b> A consumer comes back by itself after a lost connection, a closed channel, a consumer that the broker cancelled and a
 * queue that was deleted, with its queue declared again. A delivery from before cannot be settled any more; its message arrives again.
 *
 * <p><b>Delay</b> and longer retries wait in the broker, in queues that need no plugin: in whole seconds, rounded up.
 *
 * <p><b>Threads:</b> every method is safe from any thread. Futures complete on an event loop.
 */
public final class RabbitTransport implements Transport {
    private enum State {
        OPEN,
        CLOSED
    }

    private final VertxInternal vertx;
    private final LaneParts parts;
    private final Set<QueueSpec> declared = ConcurrentHashMap.newKeySet();
    private final Map<EventLoop, Lane> lanes = new ConcurrentHashMap<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private final Lane first;
    private final AmqpTopology topology;
    private final Promise<Void> end = Promise.promise();

    private RabbitTransport(VertxInternal vertx, LaneParts parts) {
        this.vertx = vertx;
        this.parts = parts;
        ContextInternal context = loopOf(vertx.getContext());
        this.first = new Lane(parts, context);
        lanes.put(context.nettyEventLoop(), first);
        this.topology = parts.topology(vertx, first.current(), () -> declared);
    }

    /**
     * A client of a broker, not connected yet.
     *
     * @param vertx whose event loops it works on; where the caller is on one of them, that one has the first connection
     * @param options where the broker is, and how it is used
     * @param settings what all transports are told
     */
    public static RabbitTransport create(Vertx vertx, RabbitOptions options, TransportSettings settings) {
        return create(vertx, options, settings, Seams.NONE);
    }

    static RabbitTransport create(Vertx vertx, RabbitOptions options, TransportSettings settings, Seams seams) {
        return new RabbitTransport((VertxInternal) vertx, LaneParts.of(vertx, options, settings, seams));
    }

    @Override
    public String address() {
        return parts.options().address();
    }

    /**
     * {@inheritDoc}
     *
     * @return fails with {@link ConnectionException} at once where trying again is hopeless, such as for a wrong password, otherwise after
     *     {@link RabbitOptions#startTimeout()}; with {@link io.saltbus.core.failure.ConfigurationException} where an exchange or a queue of
     *     the ladder is there with other arguments
     */
    @Override
    public Future<Void> connect() {
        return state.get() == State.CLOSED
                ? closed()
                : first.open().compose(opened -> first.drainLadder()).onSuccess(draining -> lookForOrphansLater());
    }

    private void lookForOrphansLater() {
        Timer look = parts.settings().scheduler().schedule(parts.seams().orphansAfter(), first.context(), () -> {
            if (state.get() == State.OPEN) {
                Future<Void> unused = topology.warnOfOrphans(); // never fails
            }
        });
        end.future().onComplete(closed -> look.cancel());
    }

    @Override
    public Future<Void> declare(QueueSpec queue) {
        if (state.get() == State.CLOSED) {
            return closed();
        }
        declared.add(queue);
        return first.ask(
                "declaring queue " + queue.name(),
                connection -> parts.declarer().declare(connection, queue));
    }

    @Override
    public QueueSpec responders(String topic, int major) {
        return QueueSpec.responder(parts.names().responders(topic, major), topic);
    }

    @Override
    public Future<Confirmed> publish(Outgoing outgoing) {
        if (state.get() == State.CLOSED) {
            return closed();
        }
        ContextInternal caller = vertx.getContext();
        Lane lane = lane(caller);
        Promise<Confirmed> confirmed = (caller == null ? lane.context() : caller).promise();
        try {
            String id = outgoing.message().envelope().messageId();
            lane.send(parts.parcel(outgoing))
                    .onComplete(routed -> confirmed.complete(new Confirmed(id, routed)), confirmed::fail);
        } catch (BusException refused) {
            confirmed.fail(refused);
        }
        return confirmed.future();
    }

    @Override
    public Future<Consumer> consume(QueueSpec queue, ConsumeOptions options, Handler<Delivery> handler) {
        if (state.get() == State.CLOSED) {
            return closed();
        }
        // an exclusive queue can be used by the connection alone that declared it
        Lane lane = queue.kind() == QueueSpec.Kind.EXCLUSIVE ? first : lane((ContextInternal) options.context());
        return exists(queue).compose(exists -> lane.consume(queue, options, handler));
    }

    private Future<Void> exists(QueueSpec queue) {
        return declared.contains(queue)
                ? Future.succeededFuture()
                : first.ask("looking for queue " + queue.name(), connection -> parts.require(connection, queue));
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public List<String> troubles() {
        if (state.get() == State.CLOSED) {
            return List.of("the transport to " + address() + " is closed");
        }
        var all = new ArrayList<String>();
        lanes.values().forEach(lane -> all.addAll(lane.troubles()));
        return all.stream().distinct().toList();
    }

    @Override
    public Future<Void> close() {
        if (state.compareAndSet(State.OPEN, State.CLOSED)) {
            Future.join(lanes.values().stream().map(Lane::close).toList())
                    .transform(ended -> topology.close())
                    .transform(ended -> parts.close())
                    .onComplete(end);
        }
        return end.future();
    }

    private Lane lane(@Nullable ContextInternal caller) {
        if (caller == null) {
            return first;
        }
        Lane present = lanes.get(caller.nettyEventLoop());
        return present != null && !present.isLost() ? present : newLane(loopOf(caller));
    }

    // its publishes and consumers wait for it to be open, and fail with the reason where it cannot be
    private Lane newLane(ContextInternal context) {
        return lanes.compute(context.nettyEventLoop(), (loop, present) -> {
            if (present != null && !present.isLost()) {
                return present;
            }
            var made = new Lane(parts, context);
            made.open();
            return made;
        });
    }

    private ContextInternal loopOf(@Nullable ContextInternal caller) {
        return caller == null
                ? vertx.createEventLoopContext()
                : vertx.contextBuilder()
                        .withThreadingModel(ThreadingModel.EVENT_LOOP)
                        .withEventLoop(caller.nettyEventLoop())
                        .build();
    }

    private <T> Future<T> closed() {
        return Future.failedFuture(new ConnectionException.Closed("the transport to " + address()));
    }
}
