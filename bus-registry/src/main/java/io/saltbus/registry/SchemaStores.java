package io.saltbus.registry;

import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.internal.http.HttpSchemaStore;
import io.saltbus.registry.internal.postgres.PgSchemaStore;
import io.saltbus.registry.store.SchemaStore;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** Opens the place where schemas are stored, for tools that look into it. A service uses a registry, which mirrors it. */
public final class SchemaStores {
    private SchemaStores() {}

    /**
     * The store at an address; nothing is contacted yet. The caller closes it.
     *
     * @param url {@code postgresql://...}, or {@code https://...} of a registry that is reached over HTTP
     * @param apiKey what a registry over HTTP knows the caller by; null where there is none
     * @throws IllegalArgumentException where it is neither, or an API key is missing; without quoting a password
     */
    public static SchemaStore at(
            Vertx vertx, Scheduler scheduler, String url, @Nullable String apiKey, RegistryOptions options) {
        if (url.regionMatches(true, 0, "http", 0, 4)) {
            HttpSchemaStore.requireAddress(url);
            if (apiKey == null) {
                throw new IllegalArgumentException("it wants an API key: set SALTBUS_API_KEY");
            }
            return HttpSchemaStore.at(vertx, url, apiKey, scheduler, options);
        }
        PgSchemaStore.requireAddress(url);
        return PgSchemaStore.at(vertx, url, scheduler, options);
    }
}
