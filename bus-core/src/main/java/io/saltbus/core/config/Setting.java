package io.saltbus.core.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One thing that can be set: how it is written, which values it takes, and how a value may be shown. */
enum Setting {
    BROKER_URL("memory: or a URL with a host, such as amqp://user:password@localhost:5672"),
    REDIS_URL("a URL such as redis://localhost:6379, or rediss:// for TLS"),
    POSTGRES_URL("a URL such as postgresql://user:password@localhost:5432/database"),
    REGISTRY_URL("a URL with a host, by https or http"),
    SERVICE("1 to 100 letters, digits, dots, dashes and underscores, such as accounts"),
    SERVICE_VERSION("1 to 50 characters without white space, such as 2.4.1"),
    MODE(Mode.accepted()),
    API_KEY("text without white space"),
    WEB_PORT("a number from 0 to 65535, where 0 is any free port");

    private final String accepted;

    Setting(String accepted) {
        this.accepted = accepted;
    }

    /** Its name in JSON. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name in the environment. */
    String variable() {
        return "SALTBUS_" + name();
    }

    /** Its name in the environment of a service that was configured for the Python library. */
    String fallbackVariable() {
        return "CELERYSALT_" + name();
    }

    String accepted() {
        return accepted;
    }

    /** Why a value is refused, without quoting it; empty where it is good. */
    Optional<String> fault(String value) {
        return switch (this) {
            case BROKER_URL -> value.startsWith(SettingValues.DEFAULT_BROKER_URL) ? Optional.empty() : urlFault(value);
            case REDIS_URL -> urlFault(value, Set.of("redis", "rediss"));
            case POSTGRES_URL -> urlFault(value, Set.of("postgresql", "postgres"));
            case REGISTRY_URL -> urlFault(value, Set.of("https", "http"));
            case SERVICE -> serviceFault(value);
            case SERVICE_VERSION -> versionFault(value);
            case MODE -> Mode.find(value).isPresent() ? Optional.empty() : Optional.of("it is no mode");
            case API_KEY -> keyFault(value);
            case WEB_PORT -> portFault(value);
        };
    }

    /** The value as an error or a log may show it. */
    String shown(String value) {
        return this == API_KEY ? "(not shown)" : '"' + MaskedUrl.of(value) + '"';
    }

    private static Optional<String> urlFault(String text, Set<String> schemes) {
        return urlFault(text).or(() -> {
            String scheme = text.substring(0, text.indexOf(':')).toLowerCase(Locale.ROOT);
            return schemes.contains(scheme) ? Optional.empty() : Optional.of("its scheme is " + scheme);
        });
    }

    private static Optional<String> urlFault(String text) {
        try {
            var url = new URI(text);
            if (url.getScheme() == null) {
                return Optional.of("it has no scheme");
            }
            String authority = url.getRawAuthority();
            if (authority == null || authority.endsWith("@")) {
                return Optional.of("it names no host");
            }
            return url.getPort() > 65_535 ? Optional.of("its port is above 65535") : Optional.empty();
        } catch (URISyntaxException refused) {
            // its message quotes the text, and so the password: only the reason may be told
            return Optional.of("it is no URL: " + refused.getReason().toLowerCase(Locale.ROOT)
                    + " (in a password @ / # % are written %40 %2F %23 %25)");
        }
    }

    private static Optional<String> serviceFault(String text) {
        return Pattern.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}", text)
                ? Optional.empty()
                : Optional.of("it is no service name");
    }

    private static Optional<String> versionFault(String text) {
        // the registry's column has no place for more
        return text.length() > 50 ? Optional.of("it has " + text.length() + " characters") : keyFault(text);
    }

    private static Optional<String> keyFault(String text) {
        return text.codePoints().anyMatch(sign -> Character.isWhitespace(sign) || Character.isISOControl(sign))
                ? Optional.of("it has white space or control characters")
                : Optional.empty();
    }

    private static Optional<String> portFault(String text) {
        try {
            int port = Integer.parseInt(text);
            return port >= 0 && port <= 65_535 ? Optional.empty() : Optional.of("it is out of range");
        } catch (NumberFormatException noNumber) {
            return Optional.of("it is no number");
        }
    }
}
