package io.saltbus.rabbitmq.internal.wire;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.EventMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The headers of Celery's message protocol, version 2.
 *
 * @see <a href="https://docs.celeryq.dev/en/stable/internals/protocol.html">Celery: message protocol</a>
 */
final class CeleryHeaders {
    static final String TASK = "task";
    static final String ID = "id";
    static final String ETA = "eta";
    static final String EXPIRES = "expires";
    static final String RETRIES = "retries";
    static final String PARENT_ID = "parent_id";
    static final String ORIGIN = "origin";
    static final String COMPRESSION = "compression";
    static final String IGNORE_RESULT = "ignore_result";

    /** The task that hands an event to its handlers in Python. */
    static final String DISPATCH = "celery_salt.dispatch_event";

    /** All that Celery itself writes: none of them is a publisher's own. */
    static final Set<String> NAMES = Set.of(
            "lang",
            TASK,
            ID,
            "shadow",
            ETA,
            EXPIRES,
            "group",
            "group_index",
            RETRIES,
            "timelimit",
            "root_id",
            PARENT_ID,
            "argsrepr",
            "kwargsrepr",
            ORIGIN,
            IGNORE_RESULT,
            "replaced_task_nesting",
            "stamped_headers",
            "stamps",
            "meth",
            COMPRESSION,
            "callbacks",
            "errbacks",
            "chain",
            "chord",
            "args",
            "kwargs");

    private static final int HEADERS_AT_LEAST = 48;

    private CeleryHeaders() {}

    /**
     * Writes them for an event.
     *
     * @param now by which delay and time to live become points in time
     */
    static Map<String, Object> of(
            Envelope envelope, String origin, Instant now, @Nullable Duration delay, @Nullable Duration expires) {
        Map<String, Object> headers = new HashMap<>(HEADERS_AT_LEAST);
        headers.put("lang", "py");
        headers.put(TASK, DISPATCH);
        headers.put(ID, envelope.messageId());
        headers.put("shadow", null);
        headers.put(ETA, delay == null || delay.isZero() ? null : IsoTime.format(now.plus(delay)));
        headers.put(EXPIRES, expires == null ? null : IsoTime.format(now.plus(expires)));
        headers.put("group", null);
        headers.put("group_index", null);
        headers.put(
                RETRIES,
                envelope.mode() == EventMode.RPC ? 0 : envelope.attempt() - 1); // a call sent again is new there
        headers.put("timelimit", Arrays.asList(null, null));
        headers.put("root_id", root(envelope));
        headers.put(PARENT_ID, envelope.causationId());
        headers.put("argsrepr", "('...',)"); // for people, and logged by workers: no place for a payload
        headers.put("kwargsrepr", "{'routing_key': '" + envelope.topic() + "'}");
        headers.put(ORIGIN, origin);
        headers.put(IGNORE_RESULT, false);
        headers.put("replaced_task_nesting", 0);
        headers.put("stamped_headers", null);
        headers.put("stamps", Map.of());
        return headers;
    }

    // the first task of a chain, which here is a conversation
    private static String root(Envelope envelope) {
        String conversation = envelope.causationId() == null ? null : envelope.correlationId();
        return conversation == null ? envelope.messageId() : conversation;
    }
}
