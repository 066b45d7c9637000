package io.saltbus.rabbitmq.internal.consume;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.QueueSpec;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One AMQP channel with at most one consumer on it, from its opening to its end; the next one is a new object. Deliveries are settled
 * on the channel they came on, or not at all. Used on the loop.
 */
final class ConsumerChannel {
    /** Where the channel's events go. */
    interface Owner {
        /** Messages arrive from now on; the first may follow in the same turn. */
        void consuming(ConsumerChannel channel);

        /** The broker waits for fewer of the deliveries that an earlier consumer of the channel left over. */
        void fewerLeftovers(ConsumerChannel channel);

        /** A message arrived. */
        void arrived(ConsumerChannel channel, Arriving arriving);

        /** The broker ended the consumer; the channel is open. */
        void cancelled(ConsumerChannel channel);

        /** The broker, or a fault, closed the channel. */
        void lost(ConsumerChannel channel, Throwable why);
    }

    /** A message as the client hands it over. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Arriving(
            AckTracker.Ticket ticket,
            boolean redelivered,
            String routingKey,
            AMQP.BasicProperties properties,
            byte[] body) {}

    private enum State {
        /** No consumer, or not yet. */
        OPENED,
        /** The consumer's tag is live. */
        CONSUMING,
        /** The broker ended the consumer. */
        REVOKED,
        /** Nothing can be settled here any more. */
        ENDED
    }

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerChannel.class);

    private final ConsumeParts parts;
    private final String queue;
    private final Owner owner;
    private final ChannelCalls calls;
    private final AckFlow acks;
    private final int prefetch;
    private State state = State.OPENED;
    /** What the consumers on it may have unsettled, together. */
    private int granted;

    ConsumerChannel(ConsumeParts parts, QueueSpec queue, ConsumeOptions options, Owner owner, ChannelCalls calls) {
        this.parts = parts;
        this.queue = queue.name();
        this.prefetch = options.prefetch();
        this.owner = owner;
        this.calls = calls;
        this.acks = new AckFlow(parts, (ContextInternal) options.context(), calls.channel(), new Settling());
        calls.channel().addShutdownListener(why -> onLoop(() -> lost(why)));
    }

    ChannelCalls calls() {
        return calls;
    }

    AckFlow acks() {
        return acks;
    }

    boolean isOf(@Nullable Connection connection) {
        return calls.channel().getConnection() == connection;
    }

    /** Whether nothing can be settled here any more. */
    boolean hasEnded() {
        return state == State.ENDED;
    }

    /** Whether the tag is live. */
    boolean isConsuming() {
        return state == State.CONSUMING;
    }

    /**
     * Whether {@link #consume} would let more arrive. What an earlier consumer left over counts against the prefetch: the first consumer has
     * what is left, and a second one the rest, once all leftovers are settled.
     */
    boolean hasRoom() {
        return granted < prefetch - acks.leftovers() && (granted == 0 || acks.leftovers() == 0);
    }

    /** Takes what is left of the prefetch for a consumer that is begun now. Nothing is written until it has begun. */
    int claim() {
        acks.hold();
        int share = prefetch - acks.leftovers() - granted;
        granted += share;
        return share;
    }

    /** Begins to take deliveries, also after {@link #cancel}. Blocks, on a worker; gets rid of the channel where it fails. */
    ConsumerChannel consume(int share) throws IOException {
        try {
            calls.consume(new Callbacks(), share);
            return this;
        } catch (IOException | RuntimeException refused) {
            calls.abort();
            throw refused;
        }
    }

    /** Ends the consumer; what is unsettled can still be settled. */
    Future<Void> cancel() {
        acks.hold();
        return call(() -> {
                    calls.cancel();
                    return true;
                })
                .map(cancelled -> {
                    if (state == State.CONSUMING) {
                        state = State.OPENED;
                    }
                    granted = 0;
                    acks.leaveOver();
                    acks.synced();
                    acks.release();
                    return null;
                });
    }

    /** Tells the broker all that is settled, then lets the channel go; what is unsettled goes back to the queue. */
    Future<Void> finish() {
        if (hasEnded()) {
            return Future.succeededFuture();
        }
        state = State.ENDED;
        acks.finish(gone("the consumer was closed", null));
        int unsynced = acks.unsynced();
        return call(() -> {
                    calls.close(unsynced);
                    return true;
                })
                .transform(closed -> {
                    if (closed.succeeded()) {
                        return Future.succeededFuture();
                    }
                    LOG.debug(
                            "the channel of queue {} did not close in order: {}",
                            queue,
                            closed.cause().toString());
                    return abort();
                });
    }

    /** Ends it as far as this process is concerned, and gets rid of the channel. */
    void abandon(Throwable why) {
        end(why);
        abort().onFailure(fault -> LOG.debug("the channel of queue {} could not be given up", queue, fault));
    }

    /** The connection is gone, and this channel with it. */
    void disconnected(Throwable why) {
        end(why);
    }

    private Future<Void> abort() {
        return call(() -> {
                    calls.abort();
                    return true;
                })
                .mapEmpty();
    }

    private void lost(Throwable why) {
        if (!hasEnded()) {
            end(why);
            owner.lost(this, why);
        }
    }

    private void end(Throwable why) {
        state = State.ENDED;
        acks.end(gone("its channel was lost", why));
    }

    private ConnectionException gone(String reason, @Nullable Throwable cause) {
        return new ConnectionException.Lost(
                "a delivery of queue " + queue + " can no longer be settled, and its message arrives again: " + reason
                        + (cause == null ? "" : " (" + cause.getMessage() + ")"),
                cause);
    }

    private <T> Future<T> call(Callable<T> work) {
        return parts.connection().call(work);
    }

    private void onLoop(Runnable step) {
        try {
            parts.connection().context().nettyEventLoop().execute(step);
        } catch (RejectedExecutionException loopIsGone) {
            LOG.debug("the loop of queue {} is gone, and its channel with it", queue);
        }
    }

    private final class Settling implements AckFlow.Owner {
        @Override
        public void broken(Exception why) {
            lost(why);
        }

        @Override
        public void fewerLeftovers() {
            owner.fewerLeftovers(ConsumerChannel.this);
        }
    }

    /** On the loop: it is what the client runs callbacks on. What they throw must not reach the client, which would close the channel. */
    private final class Callbacks extends DefaultConsumer {
        Callbacks() {
            super(calls.channel());
        }

        @Override
        public void handleConsumeOk(String tag) {
            if (state == State.OPENED) {
                state = State.CONSUMING;
                owner.consuming(ConsumerChannel.this);
            }
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            if (!hasEnded()) {
                owner.arrived(
                        ConsumerChannel.this,
                        new Arriving(
                                acks.delivered(envelope.getDeliveryTag()),
                                envelope.isRedeliver(),
                                envelope.getRoutingKey(),
                                properties,
                                body));
            }
        }

        @Override
        public void handleCancel(String tag) {
            calls.cancelledByBroker(tag);
            if (!hasEnded()) {
                state = State.REVOKED;
                owner.cancelled(ConsumerChannel.this);
            }
        }
    }
}
