package io.saltbus.registry.internal;

import io.saltbus.core.schema.SchemaRegistry;
import io.saltbus.core.schema.SchemaRegistryProvider;
import io.saltbus.registry.HttpSchemaRegistry;
import io.saltbus.registry.PgSchemaRegistry;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Knows the addresses of the registries of this module. */
public final class RegistryProvider implements SchemaRegistryProvider {
    private static final List<String> POSTGRES = List.of("postgresql:", "postgres:");
    private static final List<String> HTTP = List.of("https:", "http:");

    @Override
    public boolean accepts(String url) {
        return isOf(POSTGRES, url) || isOf(HTTP, url);
    }

    @Override
    public String schemes() {
        return "http:, https:, postgresql:";
    }

    @Override
    public SchemaRegistry.Factory at(String url, @Nullable String apiKey) {
        if (isOf(POSTGRES, url)) {
            return PgSchemaRegistry.at(url);
        }
        if (apiKey == null) {
            throw new IllegalArgumentException("it wants an API key: set SALTBUS_API_KEY");
        }
        return HttpSchemaRegistry.at(url, apiKey);
    }

    private static boolean isOf(List<String> schemes, String url) {
        return schemes.stream().anyMatch(url.toLowerCase(Locale.ROOT)::startsWith);
    }
}
