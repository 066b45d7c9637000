package io.saltbus.rabbitmq;

import com.rabbitmq.client.Address;
import io.saltbus.core.transport.WireFormat;
import io.vertx.rabbitmq.RabbitMQOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which broker, how it is reached, and how much is kept for it. Immutable; start from {@link #defaults()}, from an address with {@link
 * #parse}, or from the options of the Vert.x RabbitMQ Client with {@link #of}.
 *
 * @param client hosts, virtual host, credentials, TLS, heartbeat (whole seconds, 1 to 3600: a half-open connection is noticed after
 *     one to two of them) and connection timeout (each of the steps of connecting, 1 ms to a day), in the form of the Vert.x RabbitMQ Client. A
 *     {@code CredentialsProvider} is asked at every connect; where its credentials expire, they are renewed in time and told to the
 *     broker. Certificates are read again at every connect. Its settings for recovery, NIO and channels have no effect here
 * @param prefix what the names of exchanges and shared queues begin with: 1 to 100 letters, digits, dots, dashes and underscores,
 *     default {@code saltbus}
 * @param exchange the exchange that events are published to, or null for the wire format's own: {@code <prefix>.events}, in the format
 *     of Celery {@code tchu_events}
 * @param window publishes that may wait for their confirms on one connection: 1 to 65535, default 1000
 * @param buffer publishes that are kept on one connection while they cannot be sent: 0 to 1,000,000, default 10,000. The next one fails
 *     at once
 * @param bufferBytes the bytes of their bodies that are kept: 0 or more, default 64 MiB
 * @param startTimeout how long the first connect is tried while there is hope: 1 ms to a day, default 30 s
 * @param callTimeout how long the broker may take to answer one call, such as a declaration: 1 ms to a day, default 10 s
 * @param management where the management API is, such as {@code http://user:password@localhost:15672}, or null where there is none
 */
public record RabbitOptions(
        RabbitMQOptions client,
        String prefix,
        @Nullable String exchange,
        int window,
        int buffer,
        long bufferBytes,
        Duration startTimeout,
        Duration callTimeout,
        @Nullable URI management) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final int MAX_HEARTBEAT_SECONDS = 3600;
    private static final int MAX_WINDOW = 65_535;
    private static final int MAX_TIMEOUT_MS = 86_400_000;
    private static final int MAX_BUFFER = 1_000_000;

    /** Checks the ranges, and takes a copy of the client's options. */
    public RabbitOptions {
        client = copyOf(client);
        checkName("prefix", prefix);
        if (exchange != null) {
            checkName("exchange", exchange);
        }
        checkRange("window", window, 1, MAX_WINDOW);
        checkRange("buffer", buffer, 0, MAX_BUFFER);
        checkRange("buffer_bytes", bufferBytes, 0, Long.MAX_VALUE);
        checkRange("heartbeat in seconds", client.getRequestedHeartbeat(), 1, MAX_HEARTBEAT_SECONDS);
        checkRange("connect_timeout in milliseconds", client.getConnectionTimeout(), 1, MAX_TIMEOUT_MS);
        checkRange("start_timeout in milliseconds", startTimeout.toMillis(), 1, MAX_TIMEOUT_MS);
        checkRange("call_timeout in milliseconds", callTimeout.toMillis(), 1, MAX_TIMEOUT_MS);
        if (management != null
                && (management.getHost() == null || !List.of("http", "https").contains(management.getScheme()))) {
            throw new IllegalArgumentException("management must be a URL with a host, by http or https");
        }
    }

    /** The broker on this machine at its usual port, with its usual account. */
    public static RabbitOptions defaults() {
        return of(new RabbitMQOptions().setRequestedHeartbeat(10).setConnectionTimeout((int)
                Duration.ofSeconds(5).toMillis()));
    }

    /**
     * A broker as the Vert.x RabbitMQ Client reaches it.
     *
     * @param client as for the component; where it has a URI, that is read as by {@link #parse} and wins
     */
    public static RabbitOptions of(RabbitMQOptions client) {
        var options = new RabbitOptions(
                client, "saltbus", null, 1000, 10_000, 64L << 20, Duration.ofSeconds(30), Duration.ofSeconds(10), null);
        return client.getUri() == null ? options : AddressReader.read(client.getUri(), options);
    }

    /**
     * Reads an address such as {@code amqps://user:password@host1:5671,host2/vhost?prefix=acme}. The settings that may follow the question
     * mark are listed in {@code docs/operations/configuration.md}.
     *
     * @throws IllegalArgumentException naming what cannot be used; it quotes nothing that could be part of a password
     */
    public static RabbitOptions parse(String address) {
        return AddressReader.read(address, defaults());
    }

    /** A copy: changing it changes nothing here. */
    @Override
    public RabbitMQOptions client() {
        return copyOf(client);
    }

    /** The hosts in the order they were given. */
    public List<Address> hosts() {
        return client.getAddresses().isEmpty()
                ? List.of(new Address(client.getHost(), client.getPort()))
                : List.copyOf(client.getAddresses());
    }

    /** Where this leads, for logs and errors: hosts and virtual host, no credentials. */
    public String address() {
        String hosts = hosts().stream().map(Address::toString).collect(Collectors.joining(","));
        String vhost = client.getVirtualHost();
        return (client.isSsl() ? "amqps://" : "amqp://") + hosts + ("/".equals(vhost) ? "" : "/" + vhost);
    }

    /** The exchange that events are published to, for a wire format. */
    public String exchange(WireFormat format) {
        if (exchange != null) {
            return exchange;
        }
        return format == WireFormat.CELERY ? "tchu_events" : prefix + ".events";
    }

    /** The same reached in another way. */
    public RabbitOptions withClient(RabbitMQOptions other) {
        return new RabbitOptions(
                other, prefix, exchange, window, buffer, bufferBytes, startTimeout, callTimeout, management);
    }

    /** The same with another heartbeat, in whole seconds. */
    public RabbitOptions withHeartbeat(Duration heartbeat) {
        if (!heartbeat.equals(Duration.ofSeconds(heartbeat.toSeconds()))) {
            throw new IllegalArgumentException("heartbeat must be whole seconds, was " + heartbeat.toMillis() + " ms");
        }
        return withClient(client().setRequestedHeartbeat(saturated(heartbeat.toSeconds())));
    }

    /** The same with another limit for each step of connecting. */
    public RabbitOptions withConnectTimeout(Duration timeout) {
        return withClient(client().setConnectionTimeout(saturated(timeout.toMillis())));
    }

    /** The same with other names. */
    public RabbitOptions withPrefix(String other) {
        return new RabbitOptions(
                client, other, exchange, window, buffer, bufferBytes, startTimeout, callTimeout, management);
    }

    /** The same with another event exchange. */
    public RabbitOptions withExchange(String name) {
        return new RabbitOptions(
                client, prefix, name, window, buffer, bufferBytes, startTimeout, callTimeout, management);
    }

    /** The same with another number of unconfirmed publishes. */
    public RabbitOptions withWindow(int publishes) {
        return new RabbitOptions(
                client, prefix, exchange, publishes, buffer, bufferBytes, startTimeout, callTimeout, management);
    }

    /** The same with another number of publishes kept. */
    public RabbitOptions withBuffer(int publishes) {
        return new RabbitOptions(
                client, prefix, exchange, window, publishes, bufferBytes, startTimeout, callTimeout, management);
    }

    /** The same with another number of bytes kept. */
    public RabbitOptions withBufferBytes(long bytes) {
        return new RabbitOptions(
                client, prefix, exchange, window, buffer, bytes, startTimeout, callTimeout, management);
    }

    /** The same with another limit for the first connect. */
    public RabbitOptions withStartTimeout(Duration timeout) {
        return new RabbitOptions(
                client, prefix, exchange, window, buffer, bufferBytes, timeout, callTimeout, management);
    }

    /** The same with another limit for calls. */
    public RabbitOptions withCallTimeout(Duration timeout) {
        return new RabbitOptions(
                client, prefix, exchange, window, buffer, bufferBytes, startTimeout, timeout, management);
    }

    /** The same with the management API at this URL. */
    public RabbitOptions withManagement(URI url) {
        return new RabbitOptions(client, prefix, exchange, window, buffer, bufferBytes, startTimeout, callTimeout, url);
    }

    /** Without credentials. */
    @Override
    public String toString() {
        return "RabbitOptions[" + address() + ", prefix=" + prefix + ", exchange=" + exchange + ", window=" + window
                + ", buffer=" + buffer + ", bufferBytes=" + bufferBytes + ", startTimeout=" + startTimeout
                + ", callTimeout=" + callTimeout + ", management="
                + (management == null ? "none" : management.getHost())
                + "]";
    }

    private static RabbitMQOptions copyOf(RabbitMQOptions client) {
        Objects.requireNonNull(client, "client");
        return new RabbitMQOptions(client)
                .setAddresses(List.copyOf(client.getAddresses()))
                .setCredentialsRefreshService(client.getCredentialsRefreshService()); // left out by Vert.x's own copy
    }

    /** What is far out of range must be refused as that, and not wrap around. */
    private static int saturated(long value) {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    private static void checkName(String setting, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    setting + " must be 1 to 100 letters, digits, dots, dashes and underscores");
        }
    }

    private static void checkRange(String setting, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(setting + " must be " + least + " to " + most + ", was " + value);
        }
    }
}
