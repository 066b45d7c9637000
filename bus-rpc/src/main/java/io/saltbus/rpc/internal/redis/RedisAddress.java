package io.saltbus.rpc.internal.redis;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which Redis, and how it is reached.
 *
 * @param mode what stands at the hosts
 * @param hosts at least one: alternatives of which one is the master, or sentinels, or nodes of the cluster
 * @param credentials for the servers that hold data, or null where they ask for none
 * @param database its number, 0 in a cluster
 * @param tls how it is secured, or null for plain text
 * @param sentinel whom the sentinels watch, or null in the other modes
 * @param limits how long, and how many
 */
record RedisAddress(
        Mode mode,
        List<Endpoint> hosts,
        @Nullable Credentials credentials,
        int database,
        @Nullable Tls tls,
        @Nullable Sentinel sentinel,
        Limits limits) {
    /** What stands at the hosts. */
    enum Mode {
        /** A server, or several of which one is the master. */
        STANDALONE,
        /** Sentinels, which say where the master is. */
        SENTINEL,
        /** Some nodes of a cluster, which know the others. */
        CLUSTER
    }

    /**
     * Files in the form PEM.
     *
     * @param cacerts what the server's certificate must come from, or null for what the JVM trusts
     * @param cert the client's certificate, or null
     * @param key its private key, or null
     */
    record Tls(
            @Nullable String cacerts,
            @Nullable String cert,
            @Nullable String key) {}

    /**
     * What is asked of sentinels.
     *
     * @param master the name of the master that they watch
     * @param credentials for the sentinels themselves, or null where they ask for none
     */
    record Sentinel(String master, @Nullable Credentials credentials) {}

    /**
     * How long, and how many.
     *
     * @param connect for each host: until it has answered the handshake
     * @param call until Redis has answered one operation
     * @param window operations that may wait for their answers
     */
    record Limits(Duration connect, Duration call, int window) {}

    /** Whether a replica may be found where a master is looked for. */
    boolean leavesChoice() {
        return mode == Mode.SENTINEL || (mode == Mode.STANDALONE && hosts.size() > 1);
    }

    /** Where this leads, for logs and errors: no credentials. */
    String text() {
        String tail = sentinel == null ? "" : " (master \"" + sentinel.master() + "\" of these sentinels)";
        return (tls == null ? "redis://" : "rediss://")
                + hosts.stream().map(Endpoint::text).collect(Collectors.joining(","))
                + (database == 0 ? "" : "/" + database)
                + (mode == Mode.CLUSTER ? " (cluster)" : tail);
    }

    /** Without credentials. */
    @Override
    public String toString() {
        return text();
    }
}
