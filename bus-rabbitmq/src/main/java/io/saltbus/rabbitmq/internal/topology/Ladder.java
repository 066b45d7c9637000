package io.saltbus.rabbitmq.internal.topology;

import io.saltbus.rabbitmq.internal.topology.Blueprint.Binding;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Exchange;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Life;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Queue;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Routing;
import io.saltbus.rabbitmq.internal.topology.Blueprint.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The delay ladder: level n holds messages for 2^n seconds, and a message takes the levels that are the bits of its delay. Every message of
 * a level waits equally long, so none waits behind one that leaves later, as it would in a queue of mixed times to live.
 *
 * <p>The routing key is the bits, highest first, then the target queue as one word. The exchange of level n looks at bit n: 1 leads into
 * the level's queue, which dead-letters to the exchange below when the time is up; 0 leads to the exchange below at once.
 *
 * @param names what things are called
 */
record Ladder(Names names) {
    static final int LEVELS = 28;
    static final long MAX_SECONDS = (1L << LEVELS) - 1;

    private static final long NANOS_BELOW_ONE_SECOND = 999_999_999;

    /** Never in a queue's name, which has no white space; and one byte as the dot is, so that the longest name still fits into a key. */
    private static final char ESCAPED_DOT = ' ';

    /** Where a message with this delay enters. */
    String entry(long seconds) {
        return names.level(63 - Long.numberOfLeadingZeros(seconds));
    }

    /** The way of a message through the ladder to a queue. */
    static String key(long seconds, String queue) {
        var key = new StringBuilder(2 * LEVELS + queue.length());
        for (int level = LEVELS - 1; level >= 0; level--) {
            key.append((seconds >> level) & 1).append('.');
        }
        return key.append(escape(queue)).toString();
    }

    /** The whole seconds that a message has to wait: no fewer than asked for. */
    static long seconds(Duration delay) {
        if (delay.isNegative() || delay.isZero()) {
            throw new IllegalArgumentException("a delay by way of the ladder must be above zero, was " + delay);
        }
        if (delay.compareTo(Duration.ofSeconds(MAX_SECONDS)) > 0) {
            throw new IllegalArgumentException(
                    "a delay may be at most " + MAX_SECONDS + " s (8.5 years), was " + delay);
        }
        return delay.plusNanos(NANOS_BELOW_ONE_SECOND).toSeconds();
    }

    /** The queue that a key leads to. */
    static String queueOf(String key) {
        return key.substring(key.lastIndexOf('.') + 1).replace(ESCAPED_DOT, '.');
    }

    static String escape(String queue) {
        return queue.replace('.', ESCAPED_DOT);
    }

    /** The binding by which messages come to a queue when their time is up. */
    Binding exitTo(String queue) {
        return new Binding(names.exit(), Target.QUEUE, queue, "#." + escape(queue));
    }

    /** What the broker must hold for it. */
    Blueprint blueprint(QueueArguments arguments) {
        var exchanges = new ArrayList<Exchange>();
        var queues = new ArrayList<Queue>();
        var bindings = new ArrayList<Binding>();
        exchanges.add(Exchange.of(names.parked()));
        queues.add(new Queue(names.parked(), Life.DURABLE, arguments.endless()));
        bindings.add(new Binding(names.parked(), Target.QUEUE, names.parked(), "#"));
        // without the alternate exchange, a message whose queue is gone stays at the head of level 0 and stops all
        // others
        exchanges.add(new Exchange(names.exit(), Routing.TOPIC, Map.of("alternate-exchange", names.parked())));
        queues.add(new Queue(names.due(), Life.DURABLE, arguments.endless()));
        bindings.add(exitTo(names.due()));
        for (int level = 0; level < LEVELS; level++) {
            String name = names.level(level);
            String below = level == 0 ? names.exit() : names.level(level - 1);
            String skipped = "*.".repeat(LEVELS - 1 - level);
            exchanges.add(Exchange.of(name));
            queues.add(new Queue(name, Life.DURABLE, QueueArguments.level(1000L << level, below)));
            bindings.add(new Binding(name, Target.QUEUE, name, skipped + "1.#"));
            bindings.add(new Binding(name, Target.EXCHANGE, below, skipped + "0.#"));
        }
        return new Blueprint(List.copyOf(exchanges), List.copyOf(queues), List.copyOf(bindings));
    }
}
