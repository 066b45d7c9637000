package io.saltbus.rabbitmq.internal.consume;

import com.rabbitmq.client.Connection;
import io.saltbus.core.event.Envelope;
import io.saltbus.core.publish.PublishException;
import io.saltbus.core.publish.PublishOptions;
import io.saltbus.core.time.Scheduler.Timer;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.QueueSpec;
import io.saltbus.rabbitmq.internal.publish.Parcel;
import io.saltbus.rabbitmq.internal.wire.Arrival;
import io.saltbus.rabbitmq.internal.wire.Encoded;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the deliveries of one consumer end. What has to go elsewhere is published with confirm before the original is acked: a crash between
 * the two doubles a message, and never loses one. Used on the loop, but for the two entries of deliveries.
 */
final class Settlements {
    /** Shorter waits are spent in this process: the ladder's first step is this long. */
    private static final Duration LADDER_FROM = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Settlements.class);

    private final ConsumeParts parts;
    private final QueueSpec queue;
    private final ContextInternal context;
    private final Supplier<@Nullable Connection> connection;
    private final Set<Hold> holds = new LinkedHashSet<>();
    private final List<Promise<Void>> idleWaiters = new ArrayList<>();
    private int underWay;

    /**
     * @param context the consumer's, which settlements complete on
     * @param connection the one that is there now
     */
    Settlements(
            ConsumeParts parts, QueueSpec queue, ContextInternal context, Supplier<@Nullable Connection> connection) {
        this.parts = parts;
        this.queue = queue;
        this.context = context;
        this.connection = connection;
    }

    ContextInternal context() {
        return context;
    }

    String queue() {
        return queue.name();
    }

    /** @throws IllegalArgumentException where no delivery of the queue can end so */
    void requirePossible(Disposition how) {
        queue.kind().check(how);
    }

    /** On the consumer's context. */
    Future<Void> settle(RabbitDelivery delivery, Disposition how) {
        return parts.onLoop(context, () -> end(delivery, how));
    }

    /** On the consumer's context. */
    Future<Void> ack(RabbitDelivery delivery) {
        return parts.onLoop(context, () -> delivery.channel().acks().ack(delivery.ticket()));
    }

    private Future<Void> end(RabbitDelivery delivery, Disposition how) {
        Future<Void> early = delivery.early();
        if (early == null && delivery.channel().hasEnded()) {
            return delivery.channel().acks().ack(delivery.ticket()); // says why it cannot be settled
        }
        if (how instanceof Disposition.Ack) {
            return early != null ? early : ack(delivery);
        }
        if (how instanceof Disposition.Release && early == null) {
            return delivery.channel().acks().reject(delivery.ticket());
        }
        return counted(() -> {
            try {
                return elsewhere(delivery, how);
            } catch (RuntimeException fault) {
                return early != null
                        ? Future.failedFuture(fault)
                        : giveBack(delivery.channel(), delivery.ticket(), fault);
            }
        });
    }

    private Future<Void> elsewhere(RabbitDelivery delivery, Disposition how) {
        if (how instanceof Disposition.Retry retry) {
            return again(delivery, retry.envelope(), retry.after());
        }
        if (how instanceof Disposition.DeadLetter dead) {
            Encoded encoded = parts.wire().dead(delivery.arrival(), dead.report());
            return move(delivery, to(queue.deadLetters(), encoded));
        }
        // released after it was acked early: it is put back by publishing it
        return again(delivery, delivery.message().envelope(), Duration.ZERO);
    }

    private Future<Void> again(RabbitDelivery delivery, Envelope envelope, Duration after) {
        Parcel parcel = to(queue.name(), parts.wire().retry(delivery.arrival(), envelope));
        if (after.isZero()) {
            return move(delivery, parcel);
        }
        if (heldHere(after)) {
            return hold(after).compose(due -> move(delivery, parcel));
        }
        return move(delivery, parts.delays().toQueue(parcel, queue.name(), after));
    }

    private boolean heldHere(Duration wait) {
        return wait.compareTo(LADDER_FROM) < 0 || passes();
    }

    // an exclusive queue goes with its connection, one of responders with them: the ladder would find it gone
    private boolean passes() {
        return queue.kind() == QueueSpec.Kind.EXCLUSIVE || queue.kind() == QueueSpec.Kind.RESPONDER;
    }

    private Future<Void> move(RabbitDelivery delivery, Parcel parcel) {
        Future<Void> early = delivery.early();
        if (early != null) {
            return publish(parcel);
        }
        return delivery.channel().hasEnded() ? ack(delivery) : move(delivery.channel(), delivery.ticket(), parcel);
    }

    /** Moves a message elsewhere; where that fails, it goes back to its queue, and the future says why. */
    private Future<Void> move(ConsumerChannel channel, AckTracker.Ticket ticket, Parcel parcel) {
        return publish(parcel)
                .compose(published -> channel.acks().ack(ticket), refused -> giveBack(channel, ticket, refused));
    }

    private static Future<Void> giveBack(ConsumerChannel channel, AckTracker.Ticket ticket, Throwable why) {
        return channel.acks().reject(ticket).transform(rejected -> Future.failedFuture(why));
    }

    /** What could not even be read, and is no fault of the message: its bytes are kept as they came, beside the queue. */
    void setAside(ConsumerChannel channel, ConsumerChannel.Arriving arriving, Throwable fault) {
        if (queue.kind() == QueueSpec.Kind.RESPONDER) { // which has none: given back, it would come at once, for ever
            LOG.error(
                    "queue {}: a request could not be read and is dropped; its caller gets no answer",
                    queue.name(),
                    fault);
            channel.acks().ack(arriving.ticket()).onFailure(this::couldNotMove);
            return;
        }
        LOG.error("queue {}: a message could not be read and becomes a dead letter as it is", queue.name(), fault);
        Parcel parcel = to(queue.deadLetters(), new Encoded(arriving.properties(), arriving.body()));
        counted(() -> move(channel, arriving.ticket(), parcel)).onFailure(this::couldNotMove);
    }

    /** A message that arrived before its time: waits elsewhere, or here until it is handed over. */
    void early(RabbitDelivery delivery, Duration wait, Runnable handOver) {
        if (heldHere(wait)) {
            hold(wait).onSuccess(due -> handOver.run());
            return;
        }
        Arrival arrival = delivery.arrival();
        Encoded encoded = parts.wire().retry(arrival, arrival.message().envelope());
        // the ladder ends after 8.5 years; there it is looked at again, and waits on
        Duration step = wait.compareTo(PublishOptions.MAX_DELAY) > 0 ? PublishOptions.MAX_DELAY : wait;
        Parcel parcel = parts.delays().toQueue(to(queue.name(), encoded), queue.name(), step);
        counted(() -> move(delivery, parcel)).onFailure(this::couldNotMove);
    }

    private void couldNotMove(Throwable refused) {
        LOG.warn("queue {}: a message could not be moved on, and arrives again: {}", queue.name(), refused.toString());
    }

    private static Parcel to(String queue, Encoded encoded) {
        return new Parcel("", queue, encoded.properties(), encoded.body());
    }

    private Future<Void> publish(Parcel parcel) {
        return sent(parcel).recover(refused -> redeclare().compose(declared -> sent(parcel)));
    }

    private Future<Void> sent(Parcel parcel) {
        return parts.sender()
                .send(parcel)
                .compose(routed -> routed
                        ? Future.<Void>succeededFuture()
                        : Future.failedFuture(new PublishException.Rejected(
                                "a message of queue " + queue.name() + " was returned: nothing takes "
                                        + parcel.routingKey() + " at exchange \"" + parcel.exchange() + "\"",
                                null)));
    }

    private Future<Void> redeclare() {
        Connection present = connection.get();
        if (present == null) {
            return Future.succeededFuture(); // the sender waits for the next one
        }
        return parts.connection()
                .call(() -> {
                    parts.declarer().declareShared(present);
                    parts.declarer().declare(present, queue);
                    return true;
                })
                .mapEmpty();
    }

    private Future<Void> counted(Supplier<Future<Void>> step) {
        underWay++;
        Promise<Void> done = context.promise();
        step.get().onComplete(ended -> {
            underWay--;
            done.handle(ended);
            if (underWay == 0) {
                List<Promise<Void>> waiters = List.copyOf(idleWaiters);
                idleWaiters.clear();
                waiters.forEach(Promise::complete);
            }
        });
        return done.future();
    }

    /** Completes when nothing is on its way elsewhere. Does not wait for what is held for a queue that passes: it goes now. */
    Future<Void> idle() {
        if (passes()) {
            List.copyOf(holds).forEach(Hold::due);
        }
        if (underWay == 0) {
            return Future.succeededFuture();
        }
        Promise<Void> idle = Promise.promise();
        idleWaiters.add(idle);
        return idle.future();
    }

    private Future<Void> hold(Duration wait) {
        var hold = new Hold();
        holds.add(hold);
        hold.timer = parts.scheduler().schedule(wait, parts.connection().context(), hold::due);
        return hold.over.future();
    }

    private final class Hold {
        private final Promise<Void> over = Promise.promise();
        private @Nullable Timer timer;

        private void due() {
            if (holds.remove(this)) {
                if (timer != null) {
                    timer.cancel();
                }
                over.complete();
            }
        }
    }
}
