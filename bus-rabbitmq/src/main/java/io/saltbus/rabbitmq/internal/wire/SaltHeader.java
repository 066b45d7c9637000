package io.saltbus.rabbitmq.internal.wire;

/** The names of the bus's own headers. Those that begin with {@code x-} belong to the broker and are never written. */
final class SaltHeader {
    static final String PREFIX = "salt-";
    /** In front of a publisher's header whose own name means something on the wire. */
    static final String ESCAPED = "salt-h-";

    static final String PUBLISHED_AT = "salt-published-at";
    static final String VERSION = "salt-version";
    static final String MODE = "salt-mode";
    static final String CAUSATION_ID = "salt-causation-id";
    static final String SEQUENCE = "salt-seq";
    static final String ATTEMPT = "salt-attempt";
    static final String FIRST_FAILED_AT = "salt-first-failed-at";
    static final String KEY = "salt-key";
    static final String REPLY_TO = "salt-reply-to";
    static final String TIMEOUT_MS = "salt-timeout-ms";
    static final String TRACEPARENT = "traceparent";
    static final String TRACESTATE = "tracestate";

    // for what a property of AMQP has no room or no place
    static final String MESSAGE_ID = "salt-message-id";
    static final String CORRELATION_ID = "salt-correlation-id";
    static final String TOPIC = "salt-topic";
    static final String SERVICE = "salt-service";

    static final String DEATH = "salt-death-";
    static final String DEATH_QUEUE = "salt-death-queue";
    static final String DEATH_ERROR_TYPE = "salt-death-error-type";
    static final String DEATH_MESSAGE = "salt-death-message";
    static final String DEATH_STACK = "salt-death-stack";
    static final String DEATH_ATTEMPTS = "salt-death-attempts";
    static final String DEATH_FIRST_FAILED_AT = "salt-death-first-failed-at";
    static final String DEATH_LAST_FAILED_AT = "salt-death-last-failed-at";
    static final String DEATH_VIOLATIONS = "salt-death-violations";
    static final String DEATH_TOPIC = "salt-death-topic";

    private SaltHeader() {}
}
