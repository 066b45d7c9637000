package io.saltbus.core.internal.dispatch;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.failure.BusException;
import io.saltbus.core.transport.DeathReport;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.Message;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that is tried again without going back to its queue, where its key's order would be lost.
 *
 * @param arrived as it came from the broker
 * @param message the same with the envelope of this try
 */
record HeldDelivery(Delivery arrived, Message message) implements Delivery {
    static HeldDelivery of(Delivery delivery, Envelope envelope) {
        Delivery arrived = delivery instanceof HeldDelivery held ? held.arrived : delivery;
        return new HeldDelivery(arrived, arrived.message().withEnvelope(envelope));
    }

    @Override
    public int redeliveries() {
        return arrived.redeliveries();
    }

    @Override
    public @Nullable BusException defect() {
        return arrived.defect();
    }

    @Override
    public @Nullable DeathReport deathReport() {
        return arrived.deathReport();
    }

    @Override
    public boolean lost() {
        return arrived.lost();
    }

    @Override
    public Future<Void> settle(Disposition how) {
        return arrived.settle(how);
    }

    @Override
    public void ackEarly() {
        arrived.ackEarly();
    }
}
