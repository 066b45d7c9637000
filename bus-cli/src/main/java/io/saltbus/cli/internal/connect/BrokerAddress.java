package io.saltbus.cli.internal.connect;

import io.saltbus.cli.UsageException;
import io.saltbus.core.transport.WireFormat;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which broker a command works with, and how it speaks to it. */
public final class BrokerAddress {
    private static final String IN_PROCESS = "memory:";

    @Option(
            names = "--broker",
            paramLabel = "URL",
            description = "The broker, such as amqp://user:password@host. Default: SALTBUS_BROKER_URL.")
    private @Nullable String url;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "native",
            description = "native, or celery for a fleet of celery-salt services. Default: ${DEFAULT-VALUE}.")
    private WireFormat format = WireFormat.NATIVE;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            defaultValue = "saltbus-cli",
            description = "The service that it is done as. Default: ${DEFAULT-VALUE}.")
    private String service = "saltbus-cli";

    /** How messages are written. */
    public WireFormat format() {
        return format;
    }

    /** The name of the service that the command stands for. */
    public String service() {
        return service;
    }

    /**
     * The broker's address, with the time that reaching it may take.
     *
     * @throws UsageException where none was given: one inside this process would have nobody else on it
     */
    public String url(Surroundings around, Duration timeout) {
        String address =
                Optional.ofNullable(url).orElseGet(() -> around.settings().brokerUrl());
        if (url == null && address.startsWith(IN_PROCESS)) {
            throw new UsageException(
                    "no broker was named: give --broker amqp://user:password@host, or set SALTBUS_BROKER_URL");
        }
        boolean patient = !address.startsWith("amqp") || address.contains("start_timeout=");
        return patient
                ? address
                : address + (address.contains("?") ? "&" : "?") + "start_timeout=" + timeout.toMillis() + "ms";
    }
}
