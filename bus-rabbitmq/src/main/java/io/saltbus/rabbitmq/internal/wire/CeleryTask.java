package io.saltbus.rabbitmq.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * A task, wherever its parts were found.
 *
 * @param name its name
 * @param id its id
 * @param topic the keyword argument {@code routing_key}
 * @param retries how often it was tried before
 * @param eta not before, in ISO 8601
 * @param expires not after, in ISO 8601
 * @param argument its one argument, as JSON text
 * @param fault what is wrong with the body
 */
record CeleryTask(
        @Nullable String name,
        @Nullable String id,
        @Nullable String topic,
        long retries,
        @Nullable String eta,
        @Nullable String expires,
        @Nullable String argument,
        @Nullable String fault) {
    /** A task of which nothing is known. */
    static final CeleryTask NONE = new CeleryTask(null, null, null, 0, null, null, null, null);

    static CeleryTask broken(String fault) {
        return new CeleryTask(null, null, null, 0, null, null, null, fault);
    }
}
