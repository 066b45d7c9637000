package io.saltbus.core.transport;

import io.vertx.core.Context;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a consumer takes messages from its queue.
 *
 * @param context where every delivery is handed over
 * @param prefetch how many deliveries may be unsettled at once: 1 to 65535
 * @param priority among several consumers of one queue, the higher one is served first while it has room; default 0
 * @param orderKey the key of a message, where the queue has partitions: safe from any thread, and never throws; null, or null of it, for
 *     no order
 */
public record ConsumeOptions(
        Context context,
        int prefetch,
        int priority,
        @Nullable Function<Message, @Nullable String> orderKey) {
    /** Checks the ranges. */
    public ConsumeOptions {
        if (prefetch < 1 || prefetch > 65_535) { // 65535: prefetch is a 16-bit field, AMQP 0-9-1 basic.qos
            throw new IllegalArgumentException("prefetch must be 1..65535, was " + prefetch);
        }
    }

    /** For a queue without partitions. */
    public ConsumeOptions(Context context, int prefetch, int priority) {
        this(context, prefetch, priority, null);
    }
}
