package io.saltbus.core.transport;

import io.saltbus.core.failure.BusException;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** One arrival of a message, to be settled once. Used on the consumer's context only. */
public interface Delivery {
    /** What arrived. */
    Message message();

    /**
     * How often the broker had handed out this message before without it being settled: 0 the first time. Retries do not count; crashes
     * and lost connections do. A request that its publisher had to send again, not knowing whether the broker had it, counts as handed out
     * once.
     */
    int redeliveries();

    /**
     * Why the message cannot be handled, whoever reads it, such as a foreign body that holds no payload; null for all others. The message
     * then is as much of it as could be read.
     */
    default @Nullable BusException defect() {
        return null;
    }

    /** Why the message died, where it arrives from a queue of dead letters; otherwise null. */
    @Nullable
    DeathReport deathReport();

    /**
     * Whether it cannot be settled any more because its connection or its consumer is gone: the message arrives again, and who has not
     * begun with it had better not. False where that is not known.
     */
    default boolean lost() {
        return false;
    }

    /**
     * Ends this delivery.
     *
     * @param how what becomes of the message
     * @return completes when the broker has been told; fails with {@link IllegalStateException} where it was settled before. A delivery
     *     whose connection is gone cannot be settled any more: the future fails, and the message arrives again
     * @throws IllegalArgumentException where no delivery of its queue can end so, see {@link QueueSpec.Kind}; it then is not settled
     */
    Future<Void> settle(Disposition how);

    /**
     * Tells the broker that the message is done, before it is: it will not arrive again if this process dies. {@link #settle} still has to
     * follow, and can still retry it or make it a dead letter.
     */
    void ackEarly();
}
