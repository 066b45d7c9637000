package io.saltbus.core.schema;

import org.jspecify.annotations.Nullable;

/** Knows registries by their addresses. Found by {@link java.util.ServiceLoader}. */
public interface SchemaRegistryProvider {
    /** Whether it knows addresses like this one. */
    boolean accepts(String url);

    /** How its addresses begin, for the error about one that nobody knows, such as {@code postgresql:}. */
    String schemes();

    /**
     * The registry at an address; nothing is contacted.
     *
     * @param url where it is
     * @param apiKey what it knows this service by; null without one
     * @throws IllegalArgumentException where the address holds something that it cannot use, naming it without quoting a password
     */
    SchemaRegistry.Factory at(String url, @Nullable String apiKey);
}
