package io.saltbus.rabbitmq.internal.connection;

import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.util.List;

/** One AMQP connection on one event loop, which comes back whenever it is lost. */
public interface LoopConnection extends Blocking {
    /** The context of its loop. Everything else here is called on it, unless it says otherwise. */
    ContextInternal context();

    /** Connects for the first time; fails where that cannot succeed, or not in time. */
    Future<Void> open();

    /**
     * Adds a tenant; it is connected at once where there is a connection. The future is that of the
     * first {@link Tenant#connected} that ended while its connection was there: it has no limit in time.
     */
    Future<Void> add(Tenant tenant);

    /** Forgets a tenant without telling it. */
    void remove(Tenant tenant);

    /** Why messages cannot flow right now; empty where they can. Safe from any thread. */
    List<String> troubles();

    /** Closes the connection for good, once the tenants are done with it. */
    Future<Void> close();
}
