package io.saltbus.rabbitmq.internal.order;

import io.saltbus.core.failure.BusException;
import io.saltbus.core.transport.DeathReport;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.Message;
import io.saltbus.rabbitmq.internal.publish.Parcel;
import io.saltbus.rabbitmq.internal.wire.Arrival;
import io.saltbus.rabbitmq.internal.wire.Encoded;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One arrival of a message from a partition. Used on the consumer's context; what it tells the broker, it tells on the loop. */
final class PartitionDelivery implements Delivery {
    private enum State {
        OPEN,
        ACKED_EARLY,
        SETTLED
    }

    private final OrderParts parts;
    private final ContextInternal context;
    private final String deadLetters;
    private final Line line;
    private final Line.Arriving arriving;
    private final Arrival arrival;
    private State state = State.OPEN;
    private @Nullable Future<Void> early;

    PartitionDelivery(OrderParts parts, ContextInternal context, String deadLetters, Line.Arriving arriving) {
        this.parts = parts;
        this.context = context;
        this.deadLetters = deadLetters;
        this.line = arriving.line();
        this.arriving = arriving;
        this.arrival = parts.wire().read(arriving.properties(), arriving.body(), arriving.routingKey());
    }

    @Override
    public Message message() {
        return arrival.message();
    }

    @Override
    public int redeliveries() {
        return arriving.redeliveries();
    }

    @Override
    public @Nullable BusException defect() {
        return arrival.defect();
    }

    @Override
    public @Nullable DeathReport deathReport() {
        return arrival.deathReport();
    }

    @Override
    public boolean lost() {
        return state == State.OPEN && line.ended();
    }

    @Override
    public Future<Void> settle(Disposition how) {
        if (state == State.SETTLED) {
            return context.failedFuture(new IllegalStateException("the delivery of message "
                    + arrival.message().envelope().messageId() + " was settled before: settle each delivery once"));
        }
        state = State.SETTLED;
        Future<Void> acked = early;
        return parts.consuming().onLoop(context, () -> end(how, acked));
    }

    private Future<Void> end(Disposition how, @Nullable Future<Void> acked) {
        if (acked == null && line.ended()) {
            return line.place().lost();
        }
        if (how instanceof Disposition.DeadLetter dead) {
            return line.whileMoving(bury(parts.wire().dead(arrival, dead.report()), acked));
        }
        if (acked != null) {
            return acked;
        }
        if (how instanceof Disposition.Ack) {
            return line.ack(arriving.tag());
        }
        line.giveBack();
        return how instanceof Disposition.Release
                ? Future.succeededFuture()
                : Future.failedFuture(new IllegalStateException("queue "
                        + line.place().queue() + " keeps an order, which a retry by way of the queue would break"));
    }

    private Future<Void> bury(Encoded dead, @Nullable Future<Void> acked) {
        return parts.sender()
                .send(new Parcel("", deadLetters, dead.properties(), dead.body()))
                .compose(routed -> routed
                        ? Future.<Void>succeededFuture()
                        : Future.failedFuture(new IOException("queue " + deadLetters + " is gone, and declared again")))
                .compose(buried -> acked == null ? line.ack(arriving.tag()) : acked)
                .onFailure(refused -> line.place()
                        .broken(
                                line,
                                new IOException("a message could not become a dead letter: " + refused.getMessage())));
    }

    @Override
    public void ackEarly() {
        if (state == State.OPEN) {
            state = State.ACKED_EARLY;
            early = parts.consuming().onLoop(context, () -> line.ack(arriving.tag()));
        }
    }
}
