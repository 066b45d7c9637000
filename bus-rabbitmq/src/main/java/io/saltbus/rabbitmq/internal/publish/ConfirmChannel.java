package io.saltbus.rabbitmq.internal.publish;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import io.saltbus.core.subscribe.BackoffStrategy;
import io.saltbus.core.time.Scheduler;
import io.saltbus.rabbitmq.internal.connection.Blocking;
import io.saltbus.rabbitmq.internal.connection.ConnectFailure;
import io.saltbus.rabbitmq.internal.connection.Tenant;
import io.saltbus.rabbitmq.internal.publish.Pipeline.Loss;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a pipeline supplied with a channel that proves what it took, as long as there is a connection, and passes on what the broker says. */
final class ConfirmChannel implements Tenant {
    private static final Logger LOG = LoggerFactory.getLogger(ConfirmChannel.class);
    private static final BackoffStrategy REOPEN =
            BackoffStrategy.exponential(Duration.ofMillis(50), Duration.ofSeconds(5));

    /** AMQP 0-9-1's number of the class that basic.publish belongs to. */
    private static final int CLASS_BASIC = 60;

    private enum Life {
        OPEN,
        CLOSED
    }

    private final String name;
    private final ContextInternal context;
    private final Blocking blocking;
    private final Scheduler scheduler;
    private final Declaration declaration;
    private final Pipeline pipeline;
    private final Proof proof;
    private final BlockedListener blockedListener = new Blockage();

    private Life life = Life.OPEN;
    private @Nullable Connection connection;
    private @Nullable Channel channel;
    private @Nullable Barrier barrier;
    private Scheduler.@Nullable Timer reopening;
    /** How often in a row without a confirm. */
    private int reopened;

    ConfirmChannel(
            String name,
            ContextInternal context,
            Blocking blocking,
            Scheduler scheduler,
            Declaration declaration,
            Pipeline pipeline,
            Proof proof) {
        this.name = name;
        this.context = context;
        this.blocking = blocking;
        this.scheduler = scheduler;
        this.declaration = declaration;
        this.pipeline = pipeline;
        this.proof = proof;
    }

    @Override
    public Future<Void> connected(Connection opened) {
        if (life == Life.CLOSED) {
            return context.succeededFuture();
        }
        connection = opened;
        pipeline.unblock();
        opened.addBlockedListener(blockedListener);
        return openChannel(opened);
    }

    @Override
    public void disconnected(Throwable why) {
        connection = null;
        letGo();
        cancelReopening();
        pipeline.detach("the connection is lost: " + why.getMessage(), loss(why));
    }

    /** Lets go of channel and connection. Completes when the channel is closed; never fails. */
    Future<Void> close() {
        life = Life.CLOSED;
        cancelReopening();
        if (connection != null) {
            connection.removeBlockedListener(blockedListener);
        }
        Channel last = channel;
        letGo();
        return last == null ? context.succeededFuture() : abort(last);
    }

    private Future<Void> openChannel(Connection on) {
        return blocking.call(() -> open(on)).transform(opened -> {
            if (life == Life.CLOSED || connection != on || !on.isOpen()) {
                if (opened.succeeded()) {
                    abandon(opened.result());
                }
                return context.failedFuture(new IOException("the connection was lost while a channel was opened"));
            }
            if (opened.failed()) {
                reopenLater(on, "no channel can be opened: " + ConnectFailure.told(opened.cause()));
                return context.failedFuture(opened.cause());
            }
            use(opened.result());
            return context.succeededFuture();
        });
    }

    private Channel open(Connection on) throws IOException {
        declaration.declare(on);
        Channel opened = on.createChannel();
        if (opened == null) {
            throw new IOException("the connection has no channel left: its limit is " + on.getChannelMax());
        }
        if (proof == Proof.BARRIER) {
            opened.addReturnListener((code, text, exchange, routingKey, properties, body) ->
                    pipeline.returnedForGood(exchange, routingKey, properties.getMessageId()));
            return opened;
        }
        opened.addConfirmListener(this::acknowledged, pipeline::reject);
        opened.addReturnListener((code, text, exchange, routingKey, properties, body) ->
                pipeline.returned(exchange, routingKey, properties.getMessageId()));
        // not confirmSelect(): with it the client keeps a sorted set of all unconfirmed tags besides, which nothing
        // here reads
        opened.rpc(new AMQP.Confirm.Select.Builder().build());
        return opened;
    }

    private void acknowledged(long tag, boolean multiple) {
        reopened = 0;
        pipeline.confirm(tag, multiple);
    }

    private void use(Channel opened) {
        channel = opened;
        // added here and not where it was opened: one that is closed already says so at once, and is not missed
        opened.addShutdownListener(why -> context.runOnContext(turn -> lost(opened, why)));
        if (proof == Proof.BARRIER) {
            var asking = new Barrier(
                    Barrier.Question.on(opened), context, scheduler, pipeline, tag -> acknowledged(tag, true));
            barrier = asking;
            pipeline.attach(parcel -> {
                write(opened, parcel);
                asking.written();
            });
        } else {
            pipeline.attach(parcel -> write(opened, parcel));
        }
    }

    private void letGo() {
        channel = null;
        if (barrier != null) {
            barrier.stop();
            barrier = null;
        }
    }

    private void write(Channel on, Parcel parcel) throws IOException {
        try {
            on.basicPublish(parcel.exchange(), parcel.routingKey(), true, false, parcel.properties(), parcel.body());
        } catch (AlreadyClosedException | IllegalArgumentException nothingWritten) {
            throw nothingWritten;
        } catch (IOException | RuntimeException unexpected) {
            context.runOnContext(turn -> replace(on, unexpected));
            throw unexpected;
        }
    }

    private void lost(Channel gone, ShutdownSignalException why) {
        Connection on = connection;
        if (channel == gone && on != null) {
            letGo();
            pipeline.detach("the channel is closed: " + why.getMessage(), loss(why));
            if (!why.isHardError()) {
                reopenLater(on, "the broker closed the channel: " + why.getMessage());
            }
        }
    }

    private void replace(Channel broken, Exception why) {
        Connection on = connection;
        if (channel == broken && on != null) {
            letGo();
            abandon(broken);
            reopenLater(on, "a write to the channel failed: " + ConnectFailure.told(why));
        }
    }

    private void reopenLater(Connection on, String why) {
        pipeline.detach(why, Loss.INNOCENT);
        if (life == Life.CLOSED) { // with the last of what was open
            return;
        }
        Duration after = REOPEN.delay(++reopened);
        LOG.warn("{}: {}. Opening a channel again in {} ms", name, why, after.toMillis());
        reopening = scheduler.schedule(after, context, () -> {
            reopening = null;
            if (connection == on && life != Life.CLOSED) {
                openChannel(on).onFailure(again -> LOG.debug("{}: still no channel", name, again));
            }
        });
    }

    private void cancelReopening() {
        if (reopening != null) {
            reopening.cancel();
            reopening = null;
        }
    }

    private void abandon(Channel unused) {
        abort(unused).onFailure(never -> LOG.debug("{}: a channel was not closed", name, never));
    }

    private Future<Void> abort(Channel unused) {
        Callable<@Nullable Void> closing = () -> {
            unused.abort();
            return null;
        };
        return blocking.call(closing).otherwiseEmpty();
    }

    /** Whether the broker ended it because of what was published. Its other ends, such as an operator's, blame nobody. */
    private static Loss loss(Throwable why) {
        if (why instanceof ShutdownSignalException signal && !signal.isInitiatedByApplication()) {
            Method reason = signal.getReason();
            if (reason instanceof AMQP.Channel.Close
                    || (reason instanceof AMQP.Connection.Close end && end.getClassId() == CLASS_BASIC)) {
                return Loss.OBJECTION;
            }
        }
        return Loss.INNOCENT;
    }

    private final class Blockage implements BlockedListener {
        @Override
        public void handleBlocked(String reason) {
            context.runOnContext(turn -> pipeline.block(reason));
        }

        @Override
        public void handleUnblocked() {
            context.runOnContext(turn -> pipeline.unblock());
        }
    }
}
