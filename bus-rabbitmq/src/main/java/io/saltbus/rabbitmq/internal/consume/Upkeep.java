package io.saltbus.rabbitmq.internal.consume;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.transport.ConsumeOptions;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.QueueSpec;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.internal.ContextInternal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one consumer of one queue to what is wished of it, and keeps it there: what is wished and what the broker holds are compared after
 * every event ({@link #advance}), and one step at a time is taken. Used on the loop.
 */
final class Upkeep implements ConsumerChannel.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final ConsumeParts parts;
    private final QueueSpec queue;
    private final ConsumeOptions options;
    private final ContextInternal context;
    private final Asked asked;
    private final Standing standing;
    private final Settlements settlements;
    private final Intake intake;
    private Wish wish = Wish.TAKE;
    private Step step = Step.NONE;
    private @Nullable Connection connection;
    private @Nullable ConsumerChannel channel;

    Upkeep(ConsumeParts parts, QueueSpec queue, ConsumeOptions options, Handler<Delivery> handler) {
        this.parts = parts;
        this.queue = queue;
        this.options = options;
        this.context = (ContextInternal) options.context();
        this.asked = new Asked(queue.name(), context);
        this.standing = new Standing(parts, queue.name());
        this.settlements = new Settlements(parts, queue, context, () -> connection);
        this.intake = new Intake(parts, settlements, handler);
    }

    Standing standing() {
        return standing;
    }

    /** Completes on the consumer's context when it is as wished. */
    Future<Void> want(Wish wanted) {
        if (wish == Wish.END) {
            return context.failedFuture(new ConnectionException.Closed("the consumer of queue " + queue.name()));
        }
        wish = wanted;
        intake.set(wanted == Wish.TAKE ? Intake.Gate.OPEN : Intake.Gate.RETURNING);
        if (wanted == Wish.REST) {
            standing.rest();
        }
        Future<Void> asking = asked.wish();
        advance();
        return asking;
    }

    /** Ends it, once what is on its way elsewhere has arrived. Safe to repeat. */
    void end() {
        if (wish != Wish.END) {
            wish = Wish.END;
            intake.set(Intake.Gate.CLOSED);
            standing.rest();
            advance();
        }
    }

    /** Completes when it is over. */
    Future<Void> ended() {
        return asked.ended();
    }

    Future<Void> connected(Connection established) {
        Future<Void> attempt = asked.attempt();
        connection = established;
        standing.startAgain();
        advance();
        return attempt;
    }

    void disconnected(Throwable why) {
        connection = null;
        standing.rest();
        if (channel != null) {
            channel.disconnected(why);
            channel = null;
        }
        asked.attempted(new ConnectionException.Lost(
                "the connection was lost before queue " + queue.name() + " was consumed: " + why.getMessage(), why));
        advance();
    }

    /** Takes the next step towards what is wished for, if none is under way. */
    private void advance() {
        if (step != Step.NONE) {
            return;
        }
        Connection present = connection;
        ConsumerChannel open = channel;
        step = Step.towards(wish, present != null && !standing.isWaiting(), open);
        if (step == Step.ENDING) {
            letGo();
        } else if (step == Step.CANCELLING && open != null) {
            cancel(open);
        } else if (step == Step.CONSUMING && present != null) {
            consume(present, open);
        } else {
            settled(open != null && open.isConsuming());
        }
    }

    private void settled(boolean consuming) {
        standing.set(consuming && wish == Wish.TAKE);
        if (!standing.isWaiting()) {
            asked.attempted(null);
        }
        asked.wishesCameTrue();
    }

    private void consume(Connection over, @Nullable ConsumerChannel open) {
        int share = open == null ? 0 : open.claim();
        parts.connection()
                .call(() -> {
                    parts.declarer().declare(over, queue);
                    if (open != null) {
                        return open.consume(share);
                    }
                    var calls = ChannelCalls.open(over, queue, options.priority());
                    var opened = new ConsumerChannel(parts, queue, options, this, calls);
                    return opened.consume(opened.claim());
                })
                .onComplete(begun -> {
                    step = Step.NONE;
                    if (begun.succeeded()) {
                        began(over, begun.result());
                    } else {
                        couldNotBegin(over, open, begun.cause());
                    }
                    advance();
                });
    }

    private void began(Connection over, ConsumerChannel begun) {
        if (connection != over) {
            begun.abandon(new ConnectionException.Lost("the connection was lost meanwhile", null));
        } else if (begun.isConsuming()) {
            begun.acks().synced();
            begun.acks().release();
        } else {
            couldNotBegin(over, begun, new ConnectionException.Lost("the broker ended the consumer at once", null));
        }
    }

    private void couldNotBegin(Connection over, @Nullable ConsumerChannel tried, Throwable why) {
        if (tried != null) {
            tried.abandon(why);
        }
        if (channel == tried) {
            channel = null;
        }
        if (connection == over) {
            retryLater(why);
            asked.attempted(why);
        }
    }

    private void cancel(ConsumerChannel open) {
        open.cancel().onComplete(cancelled -> {
            step = Step.NONE;
            if (cancelled.failed()) {
                open.abandon(cancelled.cause());
                if (channel == open) {
                    channel = null;
                }
            }
            advance();
        });
    }

    private void letGo() {
        asked.attempted(new ConnectionException.Closed("the consumer of queue " + queue.name()));
        settlements
                .idle()
                .compose(idle -> {
                    ConsumerChannel open = channel;
                    channel = null;
                    return open == null ? Future.<Void>succeededFuture() : open.finish();
                })
                .onComplete(finished -> asked.end());
    }

    private void retryLater(Throwable why) {
        standing.set(false);
        if (wish == Wish.TAKE && connection != null && !standing.isWaiting()) {
            standing.failed(why, this::advance);
        }
    }

    @Override
    public void consuming(ConsumerChannel source) {
        if (step == Step.CONSUMING && source.isOf(connection)) {
            channel = source;
            standing.begun();
            standing.set(wish == Wish.TAKE);
        }
    }

    @Override
    public void fewerLeftovers(ConsumerChannel source) {
        if (source == channel) {
            advance();
        }
    }

    @Override
    public void arrived(ConsumerChannel source, ConsumerChannel.Arriving arriving) {
        intake.arrived(source, arriving);
    }

    @Override
    public void cancelled(ConsumerChannel source) {
        if (source == channel) {
            channel = null;
            source.finish().onFailure(fault -> LOG.debug("queue {}", queue.name(), fault));
            retryLater(new ConnectionException.Lost(
                    "the broker cancelled the consumer (queue deleted, moved, or its consumer timeout)", null));
            advance();
        }
    }

    @Override
    public void lost(ConsumerChannel source, Throwable why) {
        if (source == channel) {
            channel = null;
            standing.set(false);
            boolean connectionIsGone = why instanceof ShutdownSignalException signal && signal.isHardError();
            if (!connectionIsGone) { // otherwise disconnected() follows, and is the connection's to report
                retryLater(why);
                advance();
            }
        }
    }
}
