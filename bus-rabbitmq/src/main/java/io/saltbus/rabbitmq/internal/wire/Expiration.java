package io.saltbus.rabbitmq.internal.wire;

import io.saltbus.core.publish.PublishOptions;
import java.time.Duration;

/** The time to live of a message, as RabbitMQ takes it: a text of milliseconds, which its clock counts. */
final class Expiration {
    private Expiration() {}

    /** Rounded up to whole milliseconds; bounded by what the broker can count, above which it would close the channel. */
    static String millis(Duration timeToLive) {
        return Long.toString(wholeMillis(timeToLive));
    }

    static long wholeMillis(Duration time) {
        if (time.compareTo(PublishOptions.MAX_EXPIRY) >= 0) {
            return PublishOptions.MAX_EXPIRY.toMillis();
        }
        return Math.max(1, time.plusNanos(999_999).toMillis());
    }
}
