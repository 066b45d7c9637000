package io.saltbus.rabbitmq.internal.topology;

import com.rabbitmq.client.Connection;
import io.saltbus.core.failure.ConnectionException;
import io.saltbus.rabbitmq.internal.connection.Tenant;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The connection of a loop, while there is one. Set on that loop, read from any thread. */
public final class CurrentConnection implements Tenant, Supplier<Connection> {
    private final String address;
    private volatile @Nullable Connection current;

    /** @param address where it leads, for errors */
    public CurrentConnection(String address) {
        this.address = address;
    }

    @Override
    public Future<Void> connected(Connection connection) {
        current = connection;
        return Future.succeededFuture();
    }

    @Override
    public void disconnected(Throwable why) {
        current = null;
    }

    /** @throws ConnectionException where there is none */
    @Override
    public Connection get() {
        Connection connection = current;
        if (connection == null) {
            throw new ConnectionException.NotStarted(address);
        }
        return connection;
    }
}
