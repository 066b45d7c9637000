package io.saltbus.testkit.service.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.saltbus.testkit.service.ServiceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** The services that tests can have, and what tells them apart. */
public enum ServiceKind {
    /** An AMQP client sends the protocol's name and version; connection.start comes back, in a frame of type 1 (method). */
    BROKER("RabbitMQ", "SALTBUS_TEST_BROKER_URL", 5672, "rabbitmq-server", "AMQP\0\0\t\1", '\1'),
    /** A server that still loads its data answers with an error, {@code -LOADING}. */
    REDIS("Redis", "SALTBUS_TEST_REDIS_URL", 6379, "redis-server", "PING\r\n", '+'),
    /**
     * StartupMessage: length 41, protocol 3.0, then names and values. The answer is an authentication request, of type R; a server that still
     * recovers answers E.
     */
    POSTGRES(
            "PostgreSQL",
            "SALTBUS_TEST_POSTGRES_URL",
            5432,
            "postgresql",
            "\0\0\0\51\0\3\0\0user\0postgres\0database\0postgres\0\0",
            'R');

    private final String product;
    private final String variable;
    private final int usualPort;
    private final String debianPackage;
    private final String greeting;
    private final char answer;

    ServiceKind(String product, String variable, int usualPort, String debianPackage, String greeting, char answer) {
        this.product = product;
        this.variable = variable;
        this.usualPort = usualPort;
        this.debianPackage = debianPackage;
        this.greeting = greeting;
        this.answer = answer;
    }

    /** The name that people know it by. */
    String product() {
        return product;
    }

    /** The environment variable that names a running one. */
    String variable() {
        return variable;
    }

    int usualPort() {
        return usualPort;
    }

    ServiceException.Missing missing(String program) {
        return new ServiceException.Missing(program, debianPackage, variable);
    }

    /** Whether something on a loopback port answers this protocol's handshake in time. */
    boolean answers(int port, Duration timeout) {
        int timeoutMs = Math.toIntExact(timeout.toMillis());
        try (var socket = new Socket()) {
            socket.setSoTimeout(timeoutMs);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeoutMs);
            socket.getOutputStream().write(greeting.getBytes(ISO_8859_1));
            return socket.getInputStream().read() == answer;
        } catch (IOException notThere) {
            return false;
        }
    }
}
