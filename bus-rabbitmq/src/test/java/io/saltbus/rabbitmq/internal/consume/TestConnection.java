package io.saltbus.rabbitmq.internal.consume;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.ForgivingExceptionHandler;
import io.saltbus.core.time.Scheduler;
import io.saltbus.rabbitmq.internal.connection.LoopConnection;
import io.saltbus.rabbitmq.internal.connection.Tenant;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** As much of a connection that comes back as consumers need. */
final class TestConnection implements LoopConnection {
    private final VertxInternal vertx;
    private final Scheduler scheduler;
    private final ContextInternal context;
    private final String url;
    private final List<Tenant> tenants = new ArrayList<>();
    private @Nullable Connection connection;
    private boolean closed;

    TestConnection(Vertx vertx, Scheduler scheduler, String url) {
        this.vertx = (VertxInternal) vertx;
        this.scheduler = scheduler;
        this.context = this.vertx.createEventLoopContext();
        this.url = url;
    }

    @Override
    public ContextInternal context() {
        return context;
    }

    @Override
    public <T> Future<T> call(Callable<T> work) {
        // the result is brought to the loop before anybody sees it, whichever thread asks
        var done = context.<T>promise();
        vertx.<T>executeBlocking(work, false)
                .onComplete(ended -> context.nettyEventLoop().execute(() -> done.handle(ended)));
        return done.future();
    }

    @Override
    public Future<Void> open() {
        return call(this::connect).compose(this::established);
    }

    private Connection connect() throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri(URI.create(url));
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setExceptionHandler(new ForgivingExceptionHandler());
        factory.setChannelRpcTimeout(10_000);
        factory.setHandshakeTimeout(10_000);
        factory.setRequestedHeartbeat(5);
        factory.netty().eventLoopGroup(context.nettyEventLoop());
        return factory.newConnection(context.nettyEventLoop());
    }

    private Future<Void> established(Connection made) {
        connection = made;
        made.addShutdownListener(why -> context.nettyEventLoop().execute(() -> {
            if (connection == made) {
                connection = null;
                List.copyOf(tenants).forEach(tenant -> tenant.disconnected(why));
                again();
            }
        }));
        return Future.join(List.copyOf(tenants).stream()
                        .map(tenant -> tenant.connected(made))
                        .toList())
                .mapEmpty();
    }

    private void again() {
        if (!closed) {
            scheduler.schedule(
                    Duration.ofMillis(100),
                    context,
                    () -> call(this::connect)
                            .onComplete(made -> established(made).onFailure(later -> {}), refused -> again()));
        }
    }

    @Override
    public Future<Void> add(Tenant tenant) {
        tenants.add(tenant);
        return connection == null ? Future.succeededFuture() : tenant.connected(connection);
    }

    @Override
    public void remove(Tenant tenant) {
        tenants.remove(tenant);
    }

    int tenants() {
        return tenants.size();
    }

    @Override
    public List<String> troubles() {
        return List.of();
    }

    @Override
    public Future<Void> close() {
        closed = true;
        Connection open = connection;
        connection = null;
        return open == null
                ? Future.succeededFuture()
                : call(() -> {
                            open.abort(5_000);
                            return true;
                        })
                        .mapEmpty();
    }

    /** A channel of its own, for the test's thread. */
    Channel channel() throws Exception {
        Connection open = connection;
        if (open == null) {
            throw new IllegalStateException("not connected");
        }
        return open.createChannel();
    }
}
