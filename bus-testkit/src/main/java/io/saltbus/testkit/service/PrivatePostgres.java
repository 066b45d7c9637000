package io.saltbus.testkit.service;

import io.saltbus.testkit.service.internal.LocalPostgres;

/** A PostgreSQL of the test's own. */
public interface PrivatePostgres extends PostgresService, PrivateService {
    /**
     * Starts one in a new temporary folder, on a free port. Takes 1 to 2 s.
     *
     * @return a running service, to be closed by the caller; it ends with the JVM at the latest
     * @throws ServiceException.Missing where {@code postgres} is not installed
     * @throws ServiceException.Failed where it did not start, with the end of its log
     */
    static PrivatePostgres start() {
        return LocalPostgres.start();
    }
}
