package io.saltbus.rabbitmq.internal.connection;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ListAddressResolver;
import com.rabbitmq.client.impl.CredentialsRefreshService;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.saltbus.core.failure.ConnectionException;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.rabbitmq.RabbitMQOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** Connects with amqp-client on the Netty loop of one Vert.x context. */
final class Connector implements Attempt {
    /** The client halves it for each of its two waits. */
    private static final int HANDSHAKE_STEPS = 2;

    private final Connections shared;
    private final ContextInternal context;
    private final CredentialsRefreshService refresh;

    /** @param refresh renews expiring credentials, where the options bring no service of their own */
    Connector(Connections shared, ContextInternal context, CredentialsRefreshService refresh) {
        this.shared = shared;
        this.context = context;
        this.refresh = refresh;
    }

    @Override
    public String address() {
        return shared.options().address();
    }

    @Override
    public Connection connect() {
        var hosts = new ArrayList<>(shared.options().hosts());
        Collections.shuffle(hosts, shared.random());
        var failures = new ArrayList<ConnectionException>();
        for (Address host : hosts) {
            try {
                return connect(host);
            } catch (ConnectionException failed) {
                failures.add(failed);
            }
        }
        return failed(failures);
    }

    /** Where one host gives hope, there is hope. */
    private static Connection failed(List<ConnectionException> failures) {
        ConnectionException first = failures.get(0);
        if (failures.size() == 1) {
            throw first;
        }
        String all =
                String.join("; ", failures.stream().map(Throwable::getMessage).toList());
        throw failures.stream().anyMatch(ConnectionException::retryable)
                ? new ConnectionException.Unreachable(all, first)
                : new ConnectionException.Refused(all, first);
    }

    private Connection connect(Address host) {
        RabbitMQOptions client = shared.options().client();
        var witness = new WireWitness();
        try {
            return factory(client, witness)
                    .newConnection(
                            new LoopExecutor(context.nettyEventLoop()),
                            new ListAddressResolver(List.of(host)),
                            shared.service());
        } catch (IOException | TimeoutException | RuntimeException caught) {
            if (caught instanceof ConnectionException known) {
                throw known;
            }
            throw new ConnectFailure(host.toString(), user(client), client.getVirtualHost(), witness).of(caught);
        }
    }

    private ConnectionFactory factory(RabbitMQOptions client, WireWitness witness) {
        var factory = new ConnectionFactory();
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setVirtualHost(client.getVirtualHost());
        factory.setRequestedHeartbeat(client.getRequestedHeartbeat());
        factory.setConnectionTimeout(client.getConnectionTimeout());
        factory.setHandshakeTimeout(Math.multiplyExact(HANDSHAKE_STEPS, client.getConnectionTimeout()));
        factory.setChannelRpcTimeout(
                Math.toIntExact(shared.options().callTimeout().toMillis()));
        // a reply that comes after its call timed out must not be taken for that of the next call
        factory.setChannelShouldCheckRpcResponseType(true);
        factory.setExceptionHandler(new LoggingExceptionHandler());
        factory.setClientProperties(clientProperties(factory));
        signIn(factory, client);
        var netty = factory.netty()
                .eventLoopGroup(context.nettyEventLoop())
                .bootstrapCustomizer(bootstrap -> customize(bootstrap, client))
                .channelCustomizer(channel -> {
                    witness.watch(channel);
                    HeaderGuard.watch(channel);
                });
        if (client.isSsl()) {
            netty.sslContext(TlsContext.of(client, context.owner()));
        }
        return factory;
    }

    /** Channels of Vert.x's own transport, which may be native; and its resolver, since Netty's own would block the loop. */
    private void customize(Bootstrap bootstrap, RabbitMQOptions client) {
        VertxInternal vertx = context.owner();
        bootstrap
                .channelFactory(vertx.transport().channelFactory(false))
                .resolver(vertx.nameResolver().nettyAddressResolverGroup())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, client.getConnectionTimeout());
    }

    private void signIn(ConnectionFactory factory, RabbitMQOptions client) {
        if (client.getCredentialsProvider() == null) {
            factory.setUsername(client.getUser());
            factory.setPassword(client.getPassword());
        } else {
            factory.setCredentialsProvider(client.getCredentialsProvider());
            factory.setCredentialsRefreshService(
                    client.getCredentialsRefreshService() == null ? refresh : client.getCredentialsRefreshService());
        }
        if (client.getSaslConfig() != null) {
            factory.setSaslConfig(client.getSaslConfig());
        }
    }

    private static String user(RabbitMQOptions client) {
        return client.getCredentialsProvider() == null
                ? client.getUser()
                : client.getCredentialsProvider().getUsername();
    }

    private Map<String, Object> clientProperties(ConnectionFactory factory) {
        var properties = new HashMap<>(factory.getClientProperties()); // its capabilities are needed
        properties.put("product", "SaltBus");
        properties.put("service", shared.service());
        return properties;
    }
}
