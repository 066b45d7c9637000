package io.saltbus.testkit.service;

import io.saltbus.testkit.service.internal.ServiceKind;
import io.saltbus.testkit.service.internal.ServiceSources;

/** A Redis for tests. As a parameter with {@link WithServices} it is one for all tests of the process. */
public interface RedisService extends TestService {
    /**
     * The first that can be had: the one named by {@code SALTBUS_TEST_REDIS_URL}; a container, where a Docker engine answers; a
     * private process.
     *
     * @return a running service, to be closed by the caller
     * @throws ServiceException.Missing where there is none of the three, with the command that installs it
     * @throws ServiceException.Failed where it did not start
     */
    static RedisService start() {
        return ServiceSources.ofThisMachine()
                .<RedisService>first(ServiceKind.REDIS, found -> found, PrivateRedis::start);
    }
}
