package io.saltbus.registry.http;

import io.vertx.core.net.KeyCertOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a registry is served. Immutable; start from {@link #defaults()}.
 *
 * @param host the interface it listens on; default 127.0.0.1
 * @param port 0 to 65535, 0 for one that is free; default 8099
 * @param path what its addresses begin with, such as {@code /api}; default empty
 * @param certificate key and certificate for https; null, the default, for http, which carries API keys in the clear: only on loopback, or
 *     behind something that ends TLS
 * @param maxBodyBytes how large a request may be: 1 KiB to 1 GiB, default 16 MiB (500 large schemas)
 * @param requestTimeout how long a request may take, from its first byte to its answer: above zero, default 30 s
 * @param heartbeat how often a stream of changes says that it lives: above zero, default 15 s. Clients give up on one that is silent for
 *     45 s
 * @param maxStreams how many streams of changes may be open: 1 or more, default 1,000
 */
public record RegistryServerOptions(
        String host,
        int port,
        String path,
        @Nullable KeyCertOptions certificate,
        int maxBodyBytes,
        Duration requestTimeout,
        Duration heartbeat,
        int maxStreams) {
    private static final RegistryServerOptions DEFAULTS = new RegistryServerOptions(
            "127.0.0.1", 8099, "", null, 16 << 20, Duration.ofSeconds(30), Duration.ofSeconds(15), 1_000);

    /** Checks the ranges. */
    public RegistryServerOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0..65535, was " + port);
        }
        if (!path.isEmpty() && (!path.startsWith("/") || path.endsWith("/"))) {
            throw new IllegalArgumentException(
                    "path must be empty, or begin and not end with a slash, such as /api, was " + path);
        }
        if (maxBodyBytes < 1 << 10 || maxBodyBytes > 1 << 30) {
            throw new IllegalArgumentException("maxBodyBytes must be 1024..1073741824, was " + maxBodyBytes);
        }
        if (requestTimeout.compareTo(Duration.ZERO) <= 0 || heartbeat.compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException("requestTimeout and heartbeat must be above zero, were "
                    + requestTimeout.toMillis() + " ms and " + heartbeat.toMillis() + " ms");
        }
        if (maxStreams < 1) {
            throw new IllegalArgumentException("maxStreams must be 1 or more, was " + maxStreams);
        }
    }

    /** The defaults. */
    public static RegistryServerOptions defaults() {
        return DEFAULTS;
    }

    /** The same on another interface. */
    public RegistryServerOptions withHost(String other) {
        return new RegistryServerOptions(
                other, port, path, certificate, maxBodyBytes, requestTimeout, heartbeat, maxStreams);
    }

    /** The same on another port. */
    public RegistryServerOptions withPort(int other) {
        return new RegistryServerOptions(
                host, other, path, certificate, maxBodyBytes, requestTimeout, heartbeat, maxStreams);
    }

    /** The same below another path. */
    public RegistryServerOptions withPath(String other) {
        return new RegistryServerOptions(
                host, port, other, certificate, maxBodyBytes, requestTimeout, heartbeat, maxStreams);
    }

    /** The same over https, or http without a certificate. */
    public RegistryServerOptions withCertificate(@Nullable KeyCertOptions other) {
        return new RegistryServerOptions(host, port, path, other, maxBodyBytes, requestTimeout, heartbeat, maxStreams);
    }

    /** The same with another bound of requests. */
    public RegistryServerOptions withMaxBodyBytes(int bytes) {
        return new RegistryServerOptions(host, port, path, certificate, bytes, requestTimeout, heartbeat, maxStreams);
    }

    /** The same with another time for requests. */
    public RegistryServerOptions withRequestTimeout(Duration timeout) {
        return new RegistryServerOptions(host, port, path, certificate, maxBodyBytes, timeout, heartbeat, maxStreams);
    }

    /** The same with another heartbeat. */
    public RegistryServerOptions withHeartbeat(Duration interval) {
        return new RegistryServerOptions(
                host, port, path, certificate, maxBodyBytes, requestTimeout, interval, maxStreams);
    }

    /** The same with another bound of streams. */
    public RegistryServerOptions withMaxStreams(int streams) {
        return new RegistryServerOptions(
                host, port, path, certificate, maxBodyBytes, requestTimeout, heartbeat, streams);
    }
}
