package io.saltbus.core.subscribe;

import io.saltbus.core.event.Version;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Which versions of an event a subscription wants. */
public sealed interface VersionSelector {
    /**
     * Whether it wants this version.
     *
     * @param version null where the message has none
     */
    boolean accepts(@Nullable Version version);

    /** The major version that it is bound to, which becomes part of its queue's name; empty where it takes them all. */
    OptionalInt major();

    /** In one text, which {@link #parse} reads: {@code latest}, {@code compatible v1.2} or {@code at-least v1.2}. */
    String text();

    /**
     * Reads what {@link #text()} has written.
     *
     * @throws IllegalArgumentException naming the text and the forms that are accepted
     */
    static VersionSelector parse(String text) {
        if (text.equals(Latest.TEXT)) {
            return latest();
        }
        try {
            if (text.startsWith(Compatible.TEXT)) {
                return compatibleWith(Version.parse(text.substring(Compatible.TEXT.length())));
            }
            if (text.startsWith(AtLeast.TEXT)) {
                return atLeast(Version.parse(text.substring(AtLeast.TEXT.length())));
            }
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("selector \"" + text + "\": " + refused.getMessage(), refused);
        }
        throw new IllegalArgumentException(
                "selector \"" + text + "\" is refused. Accepted: latest, compatible v1.2, at-least v1.2");
    }

    /** Every version, each validated by its own schema. The default. */
    static VersionSelector latest() {
        return Latest.INSTANCE;
    }

    /** The same major version, and not older: {@code v1.2} takes {@code v1.2} and {@code v1.10}, not {@code v1.1} or {@code v2}. */
    static VersionSelector compatibleWith(Version version) {
        return new Compatible(version);
    }

    /** This version or any newer one, of whatever major: the rule of celery-salt. */
    static VersionSelector atLeast(Version version) {
        return new AtLeast(version);
    }

    /** Every version. */
    record Latest() implements VersionSelector {
        private static final Latest INSTANCE = new Latest();
        private static final String TEXT = "latest";

        @Override
        public String text() {
            return TEXT;
        }

        @Override
        public boolean accepts(@Nullable Version version) {
            return true;
        }

        @Override
        public OptionalInt major() {
            return OptionalInt.empty();
        }
    }

    /**
     * The same major, and not older.
     *
     * @param oldest the oldest version it takes
     */
    record Compatible(Version oldest) implements VersionSelector {
        private static final String TEXT = "compatible ";

        @Override
        public String text() {
            return TEXT + oldest;
        }

        @Override
        public boolean accepts(@Nullable Version version) {
            return version != null && version.compatibleWith(oldest);
        }

        @Override
        public OptionalInt major() {
            return OptionalInt.of(oldest.major());
        }
    }

    /**
     * Not older.
     *
     * @param oldest the oldest version it takes
     */
    record AtLeast(Version oldest) implements VersionSelector {
        private static final String TEXT = "at-least ";

        @Override
        public String text() {
            return TEXT + oldest;
        }

        @Override
        public boolean accepts(@Nullable Version version) {
            return version != null && version.compareTo(oldest) >= 0;
        }

        @Override
        public OptionalInt major() {
            return OptionalInt.of(oldest.major());
        }
    }
}
