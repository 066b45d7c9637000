package io.saltbus.core.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How far a bus reaches, and so which services it needs. */
public enum Mode {
    /** Everything runs in this process; nothing else is needed. */
    EMBEDDED,
    /** The team runs its own broker, and where it wants them its own Redis, PostgreSQL and registry. */
    SELF_HOSTED,
    /** As self-hosted, with schemas in a registry that is reached over HTTP with an API key. */
    CLOUD;

    /** How the mode is written in settings: {@code embedded}, {@code self-hosted}, {@code cloud}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Mode> find(String text) {
        return Arrays.stream(values())
                .filter(mode -> mode.text().equalsIgnoreCase(text))
                .findFirst();
    }

    static String accepted() {
        return Arrays.stream(values()).map(Mode::text).collect(Collectors.joining(", "));
    }
}
