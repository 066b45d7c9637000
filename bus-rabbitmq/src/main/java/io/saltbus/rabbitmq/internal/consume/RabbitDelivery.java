package io.saltbus.rabbitmq.internal.consume;

import io.saltbus.core.failure.BusException;
import io.saltbus.core.transport.DeathReport;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.Message;
import io.saltbus.rabbitmq.internal.wire.Arrival;
import io.vertx.core.Future;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One arrival, and the channel it came on. Used on the consumer's context. */
final class RabbitDelivery implements Delivery {
    private enum State {
        OPEN,
        ACKED_EARLY,
        SETTLED
    }

    private final Settlements settlements;
    private final ConsumerChannel channel;
    private final ConsumerChannel.Arriving arriving;
    private final Arrival arrival;
    private State state = State.OPEN;
    private @Nullable Future<Void> early;

    RabbitDelivery(
            Settlements settlements, ConsumerChannel channel, ConsumerChannel.Arriving arriving, Arrival arrival) {
        this.settlements = settlements;
        this.channel = channel;
        this.arriving = arriving;
        this.arrival = arrival;
    }

    ConsumerChannel channel() {
        return channel;
    }

    AckTracker.Ticket ticket() {
        return arriving.ticket();
    }

    Arrival arrival() {
        return arrival;
    }

    /** The ack that was sent before the handler was done, if there was one. */
    @Nullable
    Future<Void> early() {
        return early;
    }

    @Override
    public Message message() {
        return arrival.message();
    }

    @Override
    public int redeliveries() {
        return Math.max(redeliveriesByTheBroker(), arrival.resent() ? 1 : 0);
    }

    // quorum queues count: from 0 on 3.10, from the second time on 4.x; classic queues only know that there was a first
    // time
    private int redeliveriesByTheBroker() {
        if (!arriving.redelivered()) { // a count that is there is a publisher's, or a shovel's, from another queue
            return 0;
        }
        Map<String, Object> headers = arriving.properties().getHeaders();
        Object counted = headers == null ? null : headers.get("x-delivery-count");
        if (counted instanceof Number count) {
            return (int) Math.min(count.longValue(), Integer.MAX_VALUE);
        }
        return 1;
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
    public Future<Void> settle(Disposition how) {
        settlements.requirePossible(how);
        if (state == State.SETTLED) {
            return settlements
                    .context()
                    .failedFuture(new IllegalStateException("the delivery of message "
                            + message().envelope().messageId() + " was settled before: settle each delivery once"));
        }
        state = State.SETTLED;
        return settlements.settle(this, how);
    }

    @Override
    public void ackEarly() {
        if (state == State.OPEN) {
            state = State.ACKED_EARLY;
            early = settlements.ack(this);
        }
    }
}
