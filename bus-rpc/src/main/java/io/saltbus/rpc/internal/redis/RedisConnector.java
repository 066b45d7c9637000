package io.saltbus.rpc.internal.redis;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import org.jspecify.annotations.Nullable;

/**
 * Makes clients for one connection each. Vert.x's pool would take a connection back that is merely silent; a client that is closed ends its
 * connection, in whatever state that is. Certificates are read anew each time. Its own clients for sentinels and clusters are not used: they
 * reconnect unseen, and nobody could tell when subscriptions stand again.
 */
final class RedisConnector {
    /** Of each operation at most: MULTI, SET, PUBLISH, EXEC. */
    private static final int COMMANDS = 4;

    /** For pings beside a full window. */
    private static final int SPARE = 64;

    private RedisConnector() {}

    static Redis client(
            Vertx vertx, RedisAddress address, Endpoint endpoint, @Nullable Credentials credentials, int database) {
        var options = new RedisOptions()
                .setNetClientOptions(network(address))
                .setMaxWaitingHandlers(address.limits().window() * COMMANDS + SPARE)
                .setMaxPoolSize(1)
                .setMaxPoolWaiting(1)
                .setPoolCleanerInterval(-1)
                .setPoolRecycleTimeout(-1)
                .setTracingPolicy(TracingPolicy.IGNORE) // the call is traced, its transport would only be noise
                .setConnectionString((address.tls() == null ? "redis://" : "rediss://")
                        + endpoint.text()
                        + (database == 0 ? "" : "/" + database));
        if (credentials != null) {
            options.setUser(credentials.user()).setPassword(credentials.password());
        }
        return Redis.createClient(vertx, options);
    }

    private static NetClientOptions network(RedisAddress address) {
        var network = new NetClientOptions()
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setConnectTimeout(Math.toIntExact(address.limits().connect().toMillis()));
        RedisAddress.Tls tls = address.tls();
        if (tls == null) {
            return network;
        }
        network.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
        if (tls.cacerts() != null) {
            network.setTrustOptions(new PemTrustOptions().addCertPath(tls.cacerts()));
        }
        if (tls.cert() != null && tls.key() != null) {
            network.setKeyCertOptions(
                    new PemKeyCertOptions().setCertPath(tls.cert()).setKeyPath(tls.key()));
        }
        return network;
    }
}
