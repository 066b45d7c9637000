package io.saltbus.rabbitmq.internal.connection;

import com.rabbitmq.client.Connection;

/** Makes connections for one event loop. */
interface Attempt {
    /** Where it leads, without credentials. */
    String address();

    /**
     * Tries each host once. Blocks, never on the loop.
     *
     * @throws io.saltbus.core.failure.ConnectionException saying why, and by {@code retryable()} whether trying again can help
     */
    Connection connect();
}
