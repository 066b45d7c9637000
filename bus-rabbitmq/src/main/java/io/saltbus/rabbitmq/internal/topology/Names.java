package io.saltbus.rabbitmq.internal.topology;

import io.saltbus.core.event.Envelope;
import io.saltbus.core.event.Topic;
import io.saltbus.core.event.Version;
import io.saltbus.core.transport.WireFormat;
import java.nio.charset.StandardCharsets;

/**
 * What things are called in the broker.
 *
 * @param prefix what the names of all exchanges and shared queues begin with, {@code saltbus} by default: at most 100 bytes
 * @param events the exchange that events are published to
 * @param format how messages are written: those of Celery know one exchange only
 */
public record Names(String prefix, String events, WireFormat format) {
    private static final int MAX_PREFIX_BYTES = 100;
    private static final String DEAD_LETTERS = ".dlq";
    private static final String MIGRATING = ".migrating";
    private static final String MAJOR = ".v";

    /** Checks the texts. */
    public Names {
        Topic.check(prefix, "prefix of names in the broker");
        Topic.check(events, "event exchange");
        int bytes = prefix.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_PREFIX_BYTES) {
            throw new IllegalArgumentException(
                    "prefix of names in the broker has " + bytes + " bytes, accepted are at most " + MAX_PREFIX_BYTES);
        }
    }

    /** The names for a prefix, with the event exchange {@code <prefix>.events}, in the native format. */
    public static Names of(String prefix) {
        return new Names(prefix, prefix + ".events", WireFormat.NATIVE);
    }

    /** The exchange of native requests, to which the queues of responders are bound and nothing else ever. */
    public String rpc() {
        return prefix + ".rpc";
    }

    /** The exchange that requests are published to. */
    public String requests() {
        return format == WireFormat.CELERY ? events : rpc();
    }

    /** What a request is routed by. */
    public String requestKey(Envelope request) {
        Version version = request.version();
        if (format == WireFormat.CELERY) {
            return request.topic();
        }
        return request.topic() + MAJOR + (version == null ? "" : version.major()); // without one it finds no queue
    }

    /** The queue of all responders of a topic and major version. */
    public String responders(String topic, int major) {
        return ofResponders() + topic + MAJOR + major;
    }

    /** Whether a queue is, by its name, one of responders: no service owns it. */
    boolean isResponders(String queue) {
        return queue.startsWith(ofResponders());
    }

    /**
     * What a queue of responders is bound by.
     *
     * @throws IllegalArgumentException where its name is not one of {@link #responders}
     */
    String requestBinding(String queue, String topic) {
        if (!isResponders(queue)) {
            throw new IllegalArgumentException(
                    "queue " + queue + " cannot be one of responders: their names begin with " + ofResponders());
        }
        return format == WireFormat.CELERY
                ? topic
                : queue.substring(ofResponders().length());
    }

    private String ofResponders() {
        return rpc() + ".";
    }

    /** The exchange and the queue of one level of the ladder. */
    public String level(int level) {
        return prefix + ".delay.level-" + (level < 10 ? "0" : "") + level;
    }

    /** The exchange by which messages leave the ladder. */
    public String exit() {
        return prefix + ".delay.exit";
    }

    /** The exchange and the queue for what left the ladder and found its queue gone. */
    public String parked() {
        return prefix + ".delay.parked";
    }

    /** The queue of events whose delay is over. */
    public String due() {
        return prefix + ".delay.due";
    }

    /** The queue beside a queue for what could not be handled. */
    public static String deadLettersOf(String queue) {
        return queue + DEAD_LETTERS;
    }

    /** Whether a queue is, by its name, one for what could not be handled. */
    public static boolean isDeadLetters(String queue) {
        return queue.endsWith(DEAD_LETTERS);
    }

    /** One of the queues that a queue with partitions is divided into, counted from 0. */
    public static String partitionOf(String queue, int partition) {
        return queue + ".p" + partition;
    }

    /** The queue, always empty, in which the consumers that share the partitions of a queue are counted. */
    public static String rollOf(String queue) {
        return queue + ".roll";
    }

    /** Where a queue's messages wait while it is made anew. */
    public static String migratingOf(String queue) {
        return queue + MIGRATING;
    }

    /** The queue whose messages wait in a queue of such a name. */
    static String migratedOf(String migrating) {
        return migrating.substring(0, migrating.length() - MIGRATING.length());
    }

    /** Whether a queue is, by its name, one where messages wait while another is made anew. */
    public static boolean isMigrating(String queue) {
        return queue.endsWith(MIGRATING);
    }
}
