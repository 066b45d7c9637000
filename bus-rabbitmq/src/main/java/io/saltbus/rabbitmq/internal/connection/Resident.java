package io.saltbus.rabbitmq.internal.connection;

import com.rabbitmq.client.Connection;
import io.saltbus.core.failure.ConnectionException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A tenant on a connection, told of each connection and its end exactly once. */
final class Resident {
    private static final Logger LOG = LoggerFactory.getLogger(Resident.class);

    private final Tenant tenant;
    private final Promise<Void> first;
    private @Nullable Connection on;

    Resident(Tenant tenant, Promise<Void> first) {
        this.tenant = tenant;
        this.first = first;
    }

    boolean is(Tenant other) {
        return tenant == other;
    }

    /** How its first connect ended. */
    Future<Void> first() {
        return first.future();
    }

    void connected(Connection connection) {
        on = connection;
        try {
            tenant.connected(connection).onComplete(works -> first.tryComplete(), failed -> failed(connection, failed));
        } catch (RuntimeException thrown) { // one tenant's fault is not the others'
            LOG.error("{} failed on the new connection", tenant, thrown);
            first.tryFail(thrown);
        }
    }

    // what a connection took with it when it was lost is tried again on the next one, also the first time
    private void failed(Connection connection, Throwable why) {
        if (connection.isOpen()) {
            LOG.warn("{} does not work on the new connection: {}", tenant, ConnectFailure.told(why));
            first.tryFail(why);
        } else {
            LOG.debug("{} lost its connection before it worked", tenant, why);
        }
    }

    void disconnected(ConnectionException why) {
        if (on == null) {
            return;
        }
        on = null;
        try {
            tenant.disconnected(why);
        } catch (RuntimeException thrown) {
            LOG.error("{} failed when its connection ended", tenant, thrown);
        }
    }

    /** It is removed, and told nothing. */
    void forget(ConnectionException why) {
        on = null;
        first.tryFail(why);
    }

    /** Nothing will come any more. */
    void end(ConnectionException why) {
        disconnected(why);
        first.tryFail(why);
    }
}
