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
     * A durable exchange.
     *
     * @param name what it is called
     * @param routing how it compares keys
     * @param arguments what makes it special
     */
    record Exchange(String name, Routing routing, Map<String, Object> arguments) {
        /** A topic exchange with nothing special. */
        static Exchange of(String name) {
            return new Exchange(name, Routing.TOPIC, Map.of());
        }
    }

    /** How an exchange compares the key of a message with those of its bindings. */
    enum Routing {
        TOPIC("topic"),
        DIRECT("direct");

        final String amqp;

        Routing(String amqp) {
            this.amqp = amqp;
        }
    }

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

        /** Whether it is one of responders: what is in it is worth little, and it goes by itself. */
        boolean holdsRequests() {
            return arguments.containsKey(QueueArguments.EXPIRES);
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
