package io.saltbus.core.transport;

import io.vertx.core.Context;

/**
 * How a consumer takes messages from its queue.
 *
 * @param context where every delivery is handed over
 * @param prefetch how many deliveries may be unsettled at once: 1 to 65535
 * @param priority among several consumers of one queue, the higher one is served first while it has room; default 0
 */
public record ConsumeOptions(Context context, int prefetch, int priority) {
    /** Checks the ranges. */
    public ConsumeOptions {
        if (prefetch < 1 || prefetch > 65_535) { // 65535: prefetch is a 16-bit field, AMQP 0-9-1 basic.qos
            throw new IllegalArgumentException("prefetch must be 1..65535, was " + prefetch);
        }
    }
}
