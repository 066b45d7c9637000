package io.saltbus.registry;

import io.saltbus.core.schema.RegistrySettings;
import io.saltbus.core.schema.SchemaRegistry;
import io.saltbus.registry.internal.http.HttpSchemaStore;
import io.saltbus.registry.internal.mirror.MirroredRegistry;

/** Schemas that services share through a registry that is reached over HTTP with an API key. */
public final class HttpSchemaRegistry implements SchemaRegistry.Factory {
    private final String url;
    private final String apiKey;
    private final RegistryOptions options;

    private HttpSchemaRegistry(String url, String apiKey, RegistryOptions options) {
        this.url = url;
        this.apiKey = apiKey;
        this.options = options;
    }

    /**
     * The registry at an address, with the default options.
     *
     * @param url such as {@code https://registry.example.com/api}, below which are {@code /schemas} and so on
     * @param apiKey what it knows this service by
     * @throws IllegalArgumentException where it is no such address, or the key cannot be sent
     */
    public static HttpSchemaRegistry at(String url, String apiKey) {
        HttpSchemaStore.requireAddress(url);
        HttpSchemaStore.requireKey(apiKey);
        return new HttpSchemaRegistry(url, apiKey, RegistryOptions.defaults());
    }

    /** The same, mirrored otherwise. */
    public HttpSchemaRegistry with(RegistryOptions other) {
        return new HttpSchemaRegistry(url, apiKey, other);
    }

    @Override
    public SchemaRegistry create(RegistrySettings settings) {
        return new MirroredRegistry(
                HttpSchemaStore.at(settings.vertx(), url, apiKey, settings.scheduler(), options), settings, options);
    }
}
