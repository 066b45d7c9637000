package io.saltbus.registry;

import io.saltbus.core.schema.RegistrySettings;
import io.saltbus.core.schema.SchemaRegistry;
import io.saltbus.registry.internal.mirror.MirroredRegistry;
import io.saltbus.registry.internal.postgres.PgSchemaStore;

/**
 * Schemas that services share through tables in PostgreSQL, the same that celery-salt uses.
 *
 * <pre>{@code
 * SaltBus.builder(vertx).service("accounts").registry(PgSchemaRegistry.at("postgresql://localhost/salt"))
 * }</pre>
 */
public final class PgSchemaRegistry implements SchemaRegistry.Factory {
    private final String url;
    private final RegistryOptions options;

    private PgSchemaRegistry(String url, RegistryOptions options) {
        this.url = url;
        this.options = options;
    }

    /**
     * The registry in a database, with the default options.
     *
     * @param url such as {@code postgresql://user:password@localhost:5432/salt?sslmode=verify-full}
     * @throws IllegalArgumentException where it is no such address, without quoting a password
     */
    public static PgSchemaRegistry at(String url) {
        PgSchemaStore.requireAddress(url);
        return new PgSchemaRegistry(url, RegistryOptions.defaults());
    }

    /** The same, mirrored otherwise. */
    public PgSchemaRegistry with(RegistryOptions other) {
        return new PgSchemaRegistry(url, other);
    }

    @Override
    public SchemaRegistry create(RegistrySettings settings) {
        return new MirroredRegistry(
                PgSchemaStore.at(settings.vertx(), url, settings.scheduler(), options), settings, options);
    }
}
