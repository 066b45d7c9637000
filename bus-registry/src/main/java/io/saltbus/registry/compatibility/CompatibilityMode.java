package io.saltbus.registry.compatibility;

import java.util.Locale;

/** What a newer schema of a topic must keep towards older ones. */
public enum CompatibilityMode {
    /** Nothing. */
    NONE,
    /** Who reads by the newer schema can read what was written by the one before. The default. */
    BACKWARD,
    /** Who reads by the schema before can read what is written by the newer one. */
    FORWARD,
    /** Both. */
    FULL,
    /** {@link #BACKWARD} towards every older one. */
    BACKWARD_TRANSITIVE,
    /** {@link #FORWARD} towards every older one. */
    FORWARD_TRANSITIVE,
    /** {@link #FULL} towards every older one. */
    FULL_TRANSITIVE;

    /** Whether the newer schema must read what older ones allowed. */
    public boolean backward() {
        return this == BACKWARD || this == FULL || this == BACKWARD_TRANSITIVE || this == FULL_TRANSITIVE;
    }

    /** Whether older schemas must read what the newer one allows. */
    public boolean forward() {
        return this == FORWARD || this == FULL || this == FORWARD_TRANSITIVE || this == FULL_TRANSITIVE;
    }

    /** Whether it is about every older schema, not only the one before. */
    public boolean transitive() {
        return this == BACKWARD_TRANSITIVE || this == FORWARD_TRANSITIVE || this == FULL_TRANSITIVE;
    }

    /**
     * Reads a mode, in any case and with dashes or underscores.
     *
     * @throws IllegalArgumentException naming the modes
     */
    public static CompatibilityMode parse(String text) {
        for (CompatibilityMode mode : values()) {
            if (mode.name().equals(text.toUpperCase(Locale.ROOT).replace('-', '_'))) {
                return mode;
            }
        }
        throw new IllegalArgumentException("mode \"" + text
                + "\" is refused. Accepted: NONE, BACKWARD, FORWARD, FULL, and these with _TRANSITIVE");
    }
}
