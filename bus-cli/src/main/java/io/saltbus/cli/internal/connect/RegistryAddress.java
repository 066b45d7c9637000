package io.saltbus.cli.internal.connect;

import io.saltbus.cli.UsageException;
import io.saltbus.core.config.BusConfig;
import io.saltbus.registry.store.SchemaStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the schemas of all services are, as a command is told. */
public final class RegistryAddress {
    private static final Duration LETTING_GO = Duration.ofSeconds(2);

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = {
                "The registry: postgresql://... or https://...",
                "Default: SALTBUS_REGISTRY_URL, else SALTBUS_POSTGRES_URL."
            })
    private @Nullable String url;

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            description =
                    "The key for a registry over HTTP. Others see it in the list of processes: set SALTBUS_API_KEY.")
    private @Nullable String apiKey;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "10s",
            converter = DurationWord.class,
            description = "How long the registry may take. Default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ofSeconds(10);

    /** Whether one was given, or is set. */
    public boolean known(Surroundings around) {
        return find(around).isPresent();
    }

    /**
     * Its address.
     *
     * @throws UsageException where none was given
     */
    public String url(Surroundings around) {
        return find(around)
                .orElseThrow(() -> new UsageException(
                        "no registry was named: give --registry postgresql://host/database, or set SALTBUS_POSTGRES_URL or"
                                + " SALTBUS_REGISTRY_URL"));
    }

    /** How long it may take. */
    public Duration timeout() {
        return timeout;
    }

    private Optional<String> find(Surroundings around) {
        if (url != null) {
            return Optional.of(url);
        }
        BusConfig settings = around.settings();
        return Optional.ofNullable(settings.registryUrl() != null ? settings.registryUrl() : settings.postgresUrl());
    }

    /**
     * Asks the registry one thing, and lets go of it.
     *
     * @param question is given the registry
     * @return the answer; what the registry fails with is thrown as it is
     * @throws UsageException where none was named, or it does not answer in time
     */
    public <T> T ask(Surroundings around, Function<SchemaStore, Future<T>> question) {
        SchemaStore store = open(around);
        try {
            return Waiting.until(question.apply(store), timeout, "the registry");
        } finally {
            Waiting.ended(store.close(), LETTING_GO); // the answer is there, and the process ends anyway
        }
    }

    private SchemaStore open(Surroundings around) {
        String address = url(around);
        String key = apiKey != null ? apiKey : around.settings().apiKey();
        try {
            return around.stores().at(around.vertx().get(), address, key);
        } catch (IllegalArgumentException refused) {
            throw new UsageException("the registry's address is refused: " + refused.getMessage(), refused);
        }
    }
}
