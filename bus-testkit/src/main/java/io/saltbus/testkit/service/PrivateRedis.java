package io.saltbus.testkit.service;

import io.saltbus.testkit.service.internal.LocalRedis;

/** A Redis of the test's own. */
public interface PrivateRedis extends RedisService, PrivateService {
    /**
     * Starts one in a new temporary folder, on a free port. Takes 0.1 s. Every write is in its append-only file before it is answered.
     *
     * @return a running service, to be closed by the caller; it ends with the JVM at the latest
     * @throws ServiceException.Missing where {@code redis-server} is not installed
     * @throws ServiceException.Failed where it did not start, with the end of its log
     */
    static PrivateRedis start() {
        return start(RedisOptions.defaults());
    }

    /**
     * Starts one that is more than a bare server, otherwise as {@link #start()}.
     *
     * @param options what it is. It must answer {@code PING} without credentials when it starts; a password is set with {@link #redisCli}
     */
    static PrivateRedis start(RedisOptions options) {
        return LocalRedis.start(options);
    }

    /**
     * The port where this server listens with TLS, on the host of {@link #url()}.
     *
     * @throws IllegalStateException where it was not started with {@link RedisOptions#withTls}
     */
    int tlsPort();

    /**
     * Runs {@code redis-cli} on this server, such as {@code redisCli("config", "set", "requirepass", "secret")}.
     *
     * @param arguments the command and what it takes
     * @return what it printed
     * @throws ServiceException.Failed where it did not end well within 30 s, with what it printed
     */
    String redisCli(String... arguments);
}
