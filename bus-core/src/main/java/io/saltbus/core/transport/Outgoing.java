package io.saltbus.core.transport;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A message to send, and how.
 *
 * @param message what is sent
 * @param delay how long it is held before it is routed; null for not at all
 * @param expiresAfter how long a queue keeps it before it moves to that queue's dead letters, or is gone where there are none;
 *     null for ever
 */
public record Outgoing(
        Message message, @Nullable Duration delay, @Nullable Duration expiresAfter) {}
