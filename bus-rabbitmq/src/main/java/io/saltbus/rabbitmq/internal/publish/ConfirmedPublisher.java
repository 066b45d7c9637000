package io.saltbus.rabbitmq.internal.publish;

import com.rabbitmq.client.Connection;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.time.Scheduler;
import io.saltbus.rabbitmq.internal.connection.Blocking;
import io.saltbus.rabbitmq.internal.connection.Tenant;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Publishes with confirms on one channel of its loop's connection: pipelined, in order, and again where a connection was lost before the
 * confirm. Called on the loop only, and every future completes on it.
 */
public final class ConfirmedPublisher implements Sender, Tenant {
    private enum Life {
        ACCEPTING,
        /** What was taken goes on to its end. */
        CLOSING,
        CLOSED
    }

    private final String name;
    private final ContextInternal context;
    private final Scheduler scheduler;
    private final long confirmTimeoutNanos;
    private final Pipeline pipeline;
    private final ConfirmChannel channel;
    private final Promise<Void> closed;
    private Life life = Life.ACCEPTING;
    /** One for the oldest of all, set when there is none: a confirm costs no timer. */
    private Scheduler.@Nullable Timer expiry;

    /**
     * @param name what it is called in errors, such as {@code the publisher of bus accounts}
     * @param declaration run before each opening of a channel: the broker may have lost what is published to
     * @param proof how the broker says that it took a message
     */
    public ConfirmedPublisher(
            String name,
            ContextInternal context,
            Blocking blocking,
            Scheduler scheduler,
            Declaration declaration,
            PublishLimits limits,
            Proof proof) {
        this.name = name;
        this.context = context;
        this.scheduler = scheduler;
        this.confirmTimeoutNanos = limits.confirmTimeout().toNanos();
        this.pipeline = new Pipeline(limits, this::closeIfDone);
        this.channel = new ConfirmChannel(name, context, blocking, scheduler, declaration, pipeline, proof);
        this.closed = context.promise();
    }

    @Override
    public Future<Boolean> send(Parcel parcel) {
        if (life != Life.ACCEPTING) {
            return context.failedFuture(new ConnectionException.Closed(name));
        }
        Promise<Boolean> outcome = context.promise();
        long now = scheduler.nanoTime();
        pipeline.accept(new Pending(parcel, outcome, now + confirmTimeoutNanos, () -> scheduler.nanoTime() - now));
        armExpiry();
        return outcome.future();
    }

    @Override
    public Future<Void> connected(Connection connection) {
        return channel.connected(connection);
    }

    @Override
    public void disconnected(Throwable why) {
        channel.disconnected(why);
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * Takes nothing more, and ends when all that was taken has its outcome: after the confirm timeout at the latest.
     *
     * @return completes once the channel is closed too; never fails. Safe to call again
     */
    public Future<Void> close() {
        if (life == Life.ACCEPTING) {
            life = Life.CLOSING;
            closeIfDone();
        }
        return closed.future();
    }

    /** How many confirms and returns came that belong to nothing known, such as to a publish that was given up on. */
    public long strayConfirms() {
        return pipeline.strays();
    }

    private void armExpiry() {
        if (expiry != null || life == Life.CLOSED) {
            return;
        }
        Pending oldest = pipeline.oldest();
        if (oldest != null) {
            long inNanos = Math.max(0, oldest.deadlineNanos() - scheduler.nanoTime());
            expiry = scheduler.schedule(Duration.ofNanos(inNanos), context, this::expire);
        }
    }

    private void expire() {
        expiry = null;
        pipeline.expire(scheduler.nanoTime());
        armExpiry();
    }

    private void closeIfDone() {
        if (life == Life.CLOSING && pipeline.isEmpty()) {
            life = Life.CLOSED;
            if (expiry != null) {
                expiry.cancel();
                expiry = null;
            }
            channel.close().onComplete(done -> closed.complete());
        }
    }
}
