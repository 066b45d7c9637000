package io.saltbus.rabbitmq.internal.topology;

import io.saltbus.rabbitmq.internal.publish.Parcel;
import java.time.Duration;

/** Sends messages through the delay ladder. Safe for use from any thread. */
public interface Delays {
    /**
     * The same message by way of the ladder, to one queue.
     *
     * @param delay one second or more; rounded up to whole seconds
     */
    Parcel toQueue(Parcel parcel, String queue, Duration delay);

    /** The same message by way of the ladder, to the exchange that it is for, where it is routed when it is due. */
    Parcel untilDue(Parcel parcel, Duration delay);
}
