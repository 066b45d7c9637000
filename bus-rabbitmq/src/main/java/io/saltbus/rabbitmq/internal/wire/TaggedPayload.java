package io.saltbus.rabbitmq.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * A payload, and the tag {@code _tchu_meta} that was in it.
 *
 * @param bytes the payload without the tag
 * @param rpc whether somebody waits for an answer; so it is where there is no tag
 * @param version the schema's version
 * @param correlationId ties messages together
 * @param traceparent W3C trace context
 * @param tracestate W3C trace state
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
record TaggedPayload(
        byte[] bytes,
        boolean rpc,
        @Nullable String version,
        @Nullable String correlationId,
        @Nullable String traceparent,
        @Nullable String tracestate) {
    static final String TAG = "_tchu_meta";

    /** What could not be read. */
    static TaggedPayload none(byte[] body) {
        return new TaggedPayload(body, false, null, null, null, null);
    }
}
