package io.saltbus.core.transport.memory;

import io.saltbus.core.failure.ConnectionException;
import io.saltbus.core.transport.DeathReport;
import io.saltbus.core.transport.Delivery;
import io.saltbus.core.transport.Disposition;
import io.saltbus.core.transport.Message;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** One arrival of a copy. It may settle the copy for as long as the copy names it as its delivery. */
final class MemoryDelivery implements Delivery {
    private final MemoryConsumer consumer;
    private final Copy copy;
    private final int redeliveries;
    private boolean settled;

    MemoryDelivery(MemoryConsumer consumer, Copy copy) {
        this.consumer = consumer;
        this.copy = copy;
        this.redeliveries = copy.redeliveries;
    }

    Copy copy() {
        return copy;
    }

    /** Under the guard. */
    void markSettled() {
        settled = true;
    }

    /** Under the guard. */
    boolean settled() {
        return settled;
    }

    /** Why it cannot be settled any more; under the guard. */
    RuntimeException refusal() {
        String what = "the delivery of message " + copy.message.envelope().messageId();
        return settled
                ? new IllegalStateException(what + " was settled before: settle each delivery once")
                : new ConnectionException.Closed("the consumer that got " + what);
    }

    @Override
    public Message message() {
        return copy.message;
    }

    @Override
    public int redeliveries() {
        return redeliveries;
    }

    @Override
    public @Nullable DeathReport deathReport() {
        return copy.death;
    }

    @Override
    public boolean lost() {
        return consumer.lost(this);
    }

    @Override
    public Future<Void> settle(Disposition how) {
        return consumer.settle(this, how);
    }

    @Override
    public void ackEarly() {
        consumer.ackEarly(this);
    }
}
