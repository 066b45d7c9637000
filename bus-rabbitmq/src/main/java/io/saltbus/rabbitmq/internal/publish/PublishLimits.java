package io.saltbus.rabbitmq.internal.publish;

import java.time.Duration;

/**
 * How much one publisher holds, and for how long. Immutable; start from {@link #defaults()}.
 *
 * @param window publishes that may be sent and not confirmed yet: 1 to 65536, default 1000
 * @param windowBytes their bodies together, in bytes: 1 or more, default 16 MiB. It bounds what waits in the socket's buffer. A larger
 *     body goes alone
 * @param waiting publishes that may wait to be sent, while the window is full or there is no connection: 1 or more, default 10000
 * @param waitingBytes their bodies together, in bytes: 1 or more, default 64 MiB. A larger body may wait alone
 * @param confirmTimeout how long a publish may take from its call to the broker's confirm: above zero, default 30 s
 */
public record PublishLimits(int window, long windowBytes, int waiting, long waitingBytes, Duration confirmTimeout) {
    private static final int MAX_WINDOW = 65_536;

    public PublishLimits {
        if (window < 1 || window > MAX_WINDOW) {
            throw new IllegalArgumentException("window must be 1.." + MAX_WINDOW + ", was " + window);
        }
        if (windowBytes < 1 || waiting < 1 || waitingBytes < 1) {
            throw new IllegalArgumentException("windowBytes, waiting and waitingBytes must be 1 or more, were "
                    + windowBytes + ", " + waiting + " and " + waitingBytes);
        }
        if (confirmTimeout.isNegative() || confirmTimeout.isZero()) {
            throw new IllegalArgumentException("confirmTimeout must be above zero, was " + confirmTimeout);
        }
    }

    /** 1000 unconfirmed of 16 MiB together, 10000 waiting of 64 MiB together, 30 s. */
    public static PublishLimits defaults() {
        return new PublishLimits(1000, 16L << 20, 10_000, 64L << 20, Duration.ofSeconds(30));
    }

    /** The same with other counts. */
    public PublishLimits withCounts(int unconfirmed, int mayWait) {
        return new PublishLimits(unconfirmed, windowBytes, mayWait, waitingBytes, confirmTimeout);
    }

    /** The same with other sizes, in bytes. */
    public PublishLimits withBytes(long unconfirmedBytes, long mayWaitBytes) {
        return new PublishLimits(window, unconfirmedBytes, waiting, mayWaitBytes, confirmTimeout);
    }

    /** The same with another time to wait for a confirm. */
    public PublishLimits withConfirmTimeout(Duration timeout) {
        return new PublishLimits(window, windowBytes, waiting, waitingBytes, timeout);
    }
}
