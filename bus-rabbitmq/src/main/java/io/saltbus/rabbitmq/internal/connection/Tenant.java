package io.saltbus.rabbitmq.internal.connection;

import com.rabbitmq.client.Connection;
import io.vertx.core.Future;

/** What lives on a connection, and has to come back with it: a publisher, a consumer. Called on the connection's loop. */
public interface Tenant {
    /**
     * There is a connection: opens channels on it. Called again after each {@link #disconnected}.
     *
     * @return when it works; a failure is this tenant's trouble alone, and it tries again by itself while the connection lasts.
     *     What failed because the connection was lost is no failure: it is called again with the next one
     */
    Future<Void> connected(Connection connection);

    /**
     * The connection is gone, and every channel on it.
     *
     * @param why for errors and logs
     */
    void disconnected(Throwable why);
}
