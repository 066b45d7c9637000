package io.saltbus.rabbitmq.internal.topology;

import io.saltbus.core.transport.QueueSpec;
import java.util.HashMap;
import java.util.Map;

/**
 * The arguments of every kind of queue.
 *
 * @param version the broker's
 */
record QueueArguments(BrokerVersion version) {
    static final String DELIVERY_LIMIT = "x-delivery-limit";
    static final String SINGLE_ACTIVE = "x-single-active-consumer";
    static final String EXPIRES = "x-expires";

    private static final String TYPE = "x-queue-type";
    private static final int HIGHEST_PRIORITY = 9;
    private static final long RESPONDERS_GONE_MS = 60_000;

    /** Of a subscription's queue, and of each of its partitions. */
    Map<String, Object> of(QueueSpec queue) {
        Map<String, Object> arguments = switch (queue.kind()) {
            case STANDARD -> confirmedDeath(endless());
            case PRIORITY -> classic(Map.of("x-max-priority", HIGHEST_PRIORITY));
            case EXCLUSIVE -> classic(Map.of());
            case RESPONDER -> classic(Map.of(EXPIRES, RESPONDERS_GONE_MS));
        };
        if (queue.deadLetters().isEmpty()) { // what dies in it is wanted by nobody
            return Map.copyOf(arguments);
        }
        arguments.put("x-dead-letter-exchange", "");
        arguments.put("x-dead-letter-routing-key", queue.deadLetters());
        if (queue.partitions() > 0) {
            arguments.put(SINGLE_ACTIVE, true);
        }
        return Map.copyOf(arguments);
    }

    /** Of a queue that keeps messages until somebody takes them, however often that fails. */
    Map<String, Object> endless() {
        var arguments = new HashMap<String, Object>(Map.of(TYPE, "quorum"));
        if (version.limitsDeliveries()) {
            arguments.put(DELIVERY_LIMIT, -1);
        }
        return arguments;
    }

    /** Of a queue that never holds a message: its consumers are counted. */
    static Map<String, Object> roll() {
        return Map.copyOf(classic(Map.of()));
    }

    /** Of a level of the ladder. */
    static Map<String, Object> level(long ttlMs, String below) {
        var arguments = new HashMap<String, Object>(Map.of(TYPE, "quorum"));
        arguments.put("x-message-ttl", ttlMs);
        arguments.put("x-dead-letter-exchange", below);
        return Map.copyOf(confirmedDeath(arguments));
    }

    /** The broker itself waits for a confirm when it moves a message, and refuses what it could not keep until then. */
    private static Map<String, Object> confirmedDeath(Map<String, Object> arguments) {
        var all = new HashMap<>(arguments);
        all.put("x-dead-letter-strategy", "at-least-once");
        all.put("x-overflow", "reject-publish");
        return all;
    }

    // named, because a virtual host may have another default type
    private static Map<String, Object> classic(Map<String, Object> arguments) {
        var all = new HashMap<>(arguments);
        all.put(TYPE, "classic");
        return all;
    }
}
