package io.saltbus.rabbitmq.internal.wire;

import io.saltbus.core.schema.PayloadLimits;
import io.saltbus.core.time.Scheduler;
import io.saltbus.core.transport.TransportSettings;
import io.saltbus.core.transport.WireFormat;

/**
 * What the wire formats are told.
 *
 * @param format how messages are written; all formats are read
 * @param service who writes them
 * @param scheduler what time it is, for what is written as a point in time
 * @param payloadLimits how large payloads may be; a foreign body that could only hold a larger one is not read
 * @param maxFrameBytes the largest frame that the broker takes, in which all headers of a message must fit: 4096 bytes (AMQP 0-9-1,
 *     4.2.3) or more, RabbitMQ's default is 131072
 * @param delayQueues what the names of the queues begin with in which messages wait for their time: that they expire there is no death
 */
public record WireSettings(
        WireFormat format,
        String service,
        Scheduler scheduler,
        PayloadLimits payloadLimits,
        int maxFrameBytes,
        String delayQueues) {
    /** What RabbitMQ negotiates unless somebody changed it. */
    public static final int DEFAULT_FRAME_BYTES = 131_072;

    private static final int SMALLEST_FRAME = 4_096;

    /** Checks the ranges. */
    public WireSettings {
        if (maxFrameBytes < SMALLEST_FRAME) {
            throw new IllegalArgumentException(
                    "maxFrameBytes must be " + SMALLEST_FRAME + " or more, was " + maxFrameBytes);
        }
    }

    /** What a transport was told, with the default frame and the queues of the delay ladder. */
    public static WireSettings of(TransportSettings settings, String prefix) {
        return new WireSettings(
                settings.format(),
                settings.service(),
                settings.scheduler(),
                settings.payloadLimits(),
                DEFAULT_FRAME_BYTES,
                prefix + ".delay.");
    }

    /** How many bytes a publisher's own headers may take: half a frame, so that there is room for why it died. */
    int maxHeaderBytes() {
        return maxFrameBytes / 2;
    }
}
