package io.saltbus.testkit.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a {@link PrivateRedis} is beside a bare server. Immutable; start from {@link #defaults()} or {@link #sentinelOf}.
 *
 * @param settings lines of {@code redis.conf}, in order; default none
 * @param role what it runs as
 */
public record RedisOptions(List<String> settings, Role role) {
    /** What it runs as. */
    public enum Role {
        /** A server with its append-only file. */
        SERVER,
        /** A node of a cluster, without slots at first. */
        CLUSTER_NODE,
        /** A sentinel. */
        SENTINEL
    }

    /** Takes a copy. */
    public RedisOptions {
        settings = List.copyOf(settings);
    }

    /** The bare server. */
    public static RedisOptions defaults() {
        return new RedisOptions(List.of(), Role.SERVER);
    }

    /** A node of a cluster; {@link PrivateRedis#redisCli} with {@code --cluster create} joins several and deals the slots. */
    public static RedisOptions clusterNode() {
        return new RedisOptions(List.of("cluster-node-timeout 2000"), Role.CLUSTER_NODE);
    }

    /**
     * A sentinel that by itself makes a replica the master, when the master has been silent for 1 s.
     *
     * @param name what the master is called
     * @param master which it is; its replicas are found by themselves
     */
    public static RedisOptions sentinelOf(String name, PrivateRedis master) {
        return new RedisOptions(
                List.of(
                        "sentinel monitor " + name + " " + master.host() + " " + master.port() + " 1",
                        "sentinel down-after-milliseconds " + name + " 1000",
                        "sentinel failover-timeout " + name + " 5000"),
                Role.SENTINEL);
    }

    /** The same with one more line of {@code redis.conf}. */
    public RedisOptions withSetting(String name, String value) {
        var more = new ArrayList<>(settings);
        more.add(name + " " + value);
        return new RedisOptions(more, role);
    }

    /** The same as a replica. */
    public RedisOptions withMaster(PrivateRedis master) {
        return withSetting("replicaof", master.host() + " " + master.port())
                .withSetting("repl-diskless-sync-delay", "0");
    }

    /**
     * The same with a second listener, for TLS, where {@link PrivateRedis#tlsPort()} says. A certificate of the client is checked where it
     * sends one.
     *
     * @param authorities what the server trusts, PEM
     * @param certificate what the server shows, PEM
     * @param key the certificate's private key, PEM
     */
    public RedisOptions withTls(Path authorities, Path certificate, Path key) {
        return withSetting("tls-ca-cert-file", authorities.toString())
                .withSetting("tls-cert-file", certificate.toString())
                .withSetting("tls-key-file", key.toString())
                .withSetting("tls-auth-clients", "optional");
    }
}
