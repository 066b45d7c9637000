package io.saltbus.rabbitmq.internal.topology;

import com.rabbitmq.client.Connection;
import io.saltbus.core.transport.QueueSpec;
import java.io.IOException;

/** Declares what the broker must hold. Every method blocks, may be repeated, and opens channels of its own, which it closes. */
public interface Declarer {
    /** The event exchange and the delay ladder. */
    void declareShared(Connection connection) throws IOException;

    /**
     * A queue, its bindings and its dead-letter queue; where it has partitions, these as well, and the queue in which their consumers are
     * counted. A queue whose name ends with {@code .dlq} and that has no patterns is itself one of dead letters.
     *
     * @throws io.saltbus.core.failure.ConfigurationException where the broker has it with other arguments, naming the first that differs and
     *     the way out; where the user lacks a permission, naming it
     */
    void declare(Connection connection, QueueSpec queue) throws IOException;

    /** A dead-letter queue by its name alone, such as one that was deleted. */
    void declareDeadLetters(Connection connection, String name) throws IOException;
}
