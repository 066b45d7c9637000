package io.saltbus.rabbitmq.internal.consume;

import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.Delivery;
import io.saltbus.rabbitmq.internal.consume.ConsumerChannel.Arriving;
import io.saltbus.rabbitmq.internal.wire.Arrival;
import io.saltbus.rabbitmq.internal.wire.Wire;
import io.vertx.core.Handler;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what arrives, and hands it to the consumer's handler on the consumer's context. Used on the loop. */
final class Intake {
    /** What happens to what arrives now. */
    enum Gate {
        /** It is handed over. */
        OPEN,
        /** It goes back to its queue. */
        RETURNING,
        /** It is left alone: it goes back when the channel is closed. */
        CLOSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Wire wire;
    private final Scheduler scheduler;
    private final Settlements settlements;
    private final ContextInternal context;
    private final Handler<Delivery> handler;
    private Gate gate = Gate.OPEN;

    Intake(ConsumeParts parts, Settlements settlements, Handler<Delivery> handler) {
        this.wire = parts.wire();
        this.scheduler = parts.scheduler();
        this.settlements = settlements;
        this.context = settlements.context();
        this.handler = handler;
    }

    void set(Gate to) {
        gate = to;
    }

    // called by the client: whatever is thrown here would end in its exception handler, with the delivery never settled
    void arrived(ConsumerChannel channel, Arriving arriving) {
        if (gate != Gate.OPEN) {
            turnAway(channel, arriving);
            return;
        }
        try {
            Arrival arrival = wire.read(arriving.properties(), arriving.body(), arriving.routingKey())
                    .in(settlements.queue());
            var delivery = new RabbitDelivery(settlements, channel, arriving, arrival);
            Instant notBefore = arrival.notBefore();
            if (notBefore != null && notBefore.isAfter(scheduler.now())) {
                Duration wait = Duration.between(scheduler.now(), notBefore);
                settlements.early(delivery, wait, () -> handOver(channel, arriving, delivery));
            } else {
                handOver(channel, arriving, delivery);
            }
        } catch (Throwable fault) {
            settlements.setAside(channel, arriving, fault);
        }
    }

    private void handOver(ConsumerChannel channel, Arriving arriving, RabbitDelivery delivery) {
        if (gate != Gate.OPEN || channel.hasEnded()) {
            turnAway(channel, arriving);
            return;
        }
        try {
            context.emit(delivery, handler);
        } catch (RejectedExecutionException contextIsGone) {
            turnAway(channel, arriving);
        }
    }

    private void turnAway(ConsumerChannel channel, Arriving arriving) {
        if (gate != Gate.CLOSED && !channel.hasEnded()) {
            channel.acks()
                    .reject(arriving.ticket())
                    .onFailure(lost -> LOG.debug("went back by itself: {}", lost.getMessage()));
        }
    }
}
