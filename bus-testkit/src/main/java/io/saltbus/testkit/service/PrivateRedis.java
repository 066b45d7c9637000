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
        return LocalRedis.start();
    }
}
