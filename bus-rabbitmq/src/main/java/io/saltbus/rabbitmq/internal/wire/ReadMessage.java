package io.saltbus.rabbitmq.internal.wire;

import io.saltbus.core.failure.BusException;
import io.saltbus.core.transport.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a format makes of a message.
 *
 * @param message as much as could be read
 * @param notBefore when it may be handled, where its publisher said so
 * @param defect why it cannot be handled, or null
 */
record ReadMessage(
        Message message,
        @Nullable Instant notBefore,
        @Nullable BusException defect) {}
