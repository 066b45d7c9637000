package io.saltbus.rabbitmq.internal.topology;

import java.util.List;
import java.util.Map;

/**
 * What the broker must hold, as data: it can be declared, compared and tested alike.
 *
 * @param exchanges first of all, because queues and bindings refer to them
 * @param queues second
 * @param bindings last
 */
record Blueprint(List<Exchange> exchanges, List<Queue> queues, List<Binding> bindings) {
    /**
     * A durable topic exchange; the bus needs no others.
     *
     * @param name what it is called
     * @param arguments what makes it special
     */
    record Exchange(String name, Map<String, Object> arguments) {}

    /**
     * A queue.
     *
     * @param name what it is called
     * @param life how long it lives
     * @param arguments what makes it special
     */
    record Queue(String name, Life life, Map<String, Object> arguments) {
        /** Whether its consumers take turns, so that its messages stay in order. */
        boolean keepsOrder() {
            return arguments.containsKey(QueueArguments.SINGLE_ACTIVE);
        }
    }

    /** How long a queue lives. */
    enum Life {
        DURABLE,
        /** As long as the connection that declared it, which alone may use it. */
        EXCLUSIVE
    }

    /**
     * A way out of an exchange.
     *
     * @param source the exchange
     * @param target what the destination is
     * @param destination its name
     * @param key the pattern
     */
    record Binding(String source, Target target, String destination, String key) {
        @Override
        public String toString() {
            return source + " -> " + destination + " (" + key + ")";
        }
    }

    /** What a binding leads to. */
    enum Target {
        EXCHANGE,
        QUEUE
    }
}
