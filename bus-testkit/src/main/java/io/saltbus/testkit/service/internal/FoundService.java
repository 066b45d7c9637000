package io.saltbus.testkit.service.internal;

import io.saltbus.testkit.service.BrokerService;
import io.saltbus.testkit.service.PostgresService;
import io.saltbus.testkit.service.RedisService;
import java.net.URI;

/**
 * A service that somebody else runs: named by the environment, or in a container. It stands for each kind; who asked knows which.
 *
 * @param url where clients connect
 * @param host the host part
 * @param port the port part
 * @param end what close does
 */
public record FoundService(String url, String host, int port, Runnable end)
        implements BrokerService, RedisService, PostgresService {
    /** One that was given, and stays. */
    static FoundService given(ServiceKind kind, String url) {
        URI address;
        try {
            address = URI.create(url);
        } catch (IllegalArgumentException malformed) {
            throw unusable(kind); // without its cause, which quotes the address and so its password
        }
        if (address.getScheme() == null || address.getHost() == null) {
            throw unusable(kind);
        }
        int port = address.getPort() < 0 ? kind.usualPort() : address.getPort();
        return new FoundService(url, address.getHost(), port, () -> {});
    }

    private static IllegalArgumentException unusable(ServiceKind kind) {
        return new IllegalArgumentException(kind.variable()
                + " must hold an address with scheme and host, such as scheme://user:password@host:port");
    }

    @Override
    public void close() {
        end.run();
    }

    @Override
    public String toString() {
        return host + ":" + port; // the address may hold a password
    }
}
