package io.saltbus.rabbitmq.internal.publish;

import java.io.IOException;

/** Writes to a channel in confirm mode. Each parcel that is written takes the channel's next delivery tag. */
@FunctionalInterface
interface ParcelWriter {
    /**
     * Writes without waiting.
     *
     * @throws com.rabbitmq.client.AlreadyClosedException where the channel is closed: nothing was written
     * @throws IllegalArgumentException where the parcel does not fit into AMQP's frames: nothing was written
     * @throws IOException or any other exception where it may have been written in part: the channel must not be used again
     */
    void write(Parcel parcel) throws IOException;
}
