package io.saltbus.core.internal.bus;

import io.saltbus.core.config.MaskedUrl;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.schema.SchemaRegistry;
import io.saltbus.core.schema.SchemaRegistryProvider;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the registry for an address among those on the class path. */
public final class Registries {
    private Registries() {}

    /** Whether anything here knows addresses like this one. */
    public static boolean know(String url) {
        return known().stream().anyMatch(provider -> provider.accepts(url));
    }

    /**
     * The registry at an address.
     *
     * @throws ConfigurationException where nothing here knows addresses of its scheme, or what the address asks for is refused
     */
    public static SchemaRegistry.Factory at(String url, @Nullable String apiKey) {
        List<SchemaRegistryProvider> known = known();
        SchemaRegistryProvider knowing = known.stream()
                .filter(provider -> provider.accepts(url))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("no registry on the class path knows addresses like "
                        + (url.isBlank() ? "a blank text" : MaskedUrl.of(url)) + cure(known)));
        try {
            return knowing.at(url, apiKey);
        } catch (IllegalArgumentException refused) {
            throw new ConfigurationException("registry " + MaskedUrl.of(url) + ": " + refused.getMessage(), refused);
        }
    }

    private static List<SchemaRegistryProvider> known() {
        return ServiceLoader.load(SchemaRegistryProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static String cure(List<SchemaRegistryProvider> known) {
        return known.isEmpty()
                ? ": add io.saltbus:bus-registry to the dependencies"
                : ". Accepted here: "
                        + known.stream()
                                .map(SchemaRegistryProvider::schemes)
                                .sorted()
                                .collect(Collectors.joining(", "));
    }
}
