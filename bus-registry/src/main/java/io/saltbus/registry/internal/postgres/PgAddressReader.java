package io.saltbus.registry.internal.postgres;

import io.vertx.pgclient.SslMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads addresses of PostgreSQL. Its errors quote nothing that could be part of a password. */
final class PgAddressReader {
    private static final Pattern ADDRESS =
            Pattern.compile("(?i:postgres(?:ql)?)://([^/?#]*)(?:/([^?#]*))?(?:\\?([^#]*))?");
    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?");
    private static final Pattern SETTING_NAME = Pattern.compile("[A-Za-z_]{1,30}");
    private static final Pattern MILLIS = Pattern.compile("\\d{1,7}");
    private static final Pattern SCHEMA = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
    private static final List<String> SETTINGS =
            List.of("application_name", "schema", "sslmode", "sslrootcert", "timeout_ms");
    private static final String ENCODE =
            ". In user and password write the signs @ / ? # : % as %40 %2F %3F %23 %3A %25";
    private static final int USUAL_PORT = 5432;
    private static final int MAX_PORT = 65_535;

    private PgAddressReader() {}

    /**
     * Reads an address: {@code postgresql://user:password@host:port/database?setting=value}. Without a port it is 5432, without a user the
     * account that runs the process, without a database one of the user's name. Settings: {@code sslmode} disable, prefer (default),
     * require, verify-ca or verify-full; {@code sslrootcert}; {@code timeout_ms}, 100 to 600,000, default 5000; {@code schema};
     * {@code application_name}, default saltbus.
     *
     * @throws IllegalArgumentException naming what cannot be used
     */
    static PgAddress read(String url) {
        Matcher parts = ADDRESS.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "the address is none of PostgreSQL. Accepted: postgresql://user:password@host:5432/database"
                            + ENCODE);
        }
        String authority = parts.group(1);
        int userEnd = authority.lastIndexOf('@');
        String path = orEmpty(parts.group(2));
        String query = orEmpty(parts.group(3));
        if (userEnd < 0 && (path + query).indexOf('@') >= 0) {
            throw new IllegalArgumentException("the address of PostgreSQL has an @ behind the host" + ENCODE);
        }
        String credentials = userEnd < 0 ? "" : authority.substring(0, userEnd);
        int colon = credentials.indexOf(':');
        String user = decoded(colon < 0 ? credentials : credentials.substring(0, colon), "user");
        if (user.isEmpty()) {
            user = System.getProperty("user.name");
        }
        String database = decoded(path, "database");
        Map<String, String> settings = settings(query);
        Matcher host = host(authority.substring(userEnd + 1));
        return new PgAddress(
                host.group(1).replaceAll("[\\[\\]]", ""),
                port(host.group(2)),
                database.isEmpty() ? user : database,
                user,
                colon < 0 ? null : decoded(credentials.substring(colon + 1), "password"),
                sslMode(settings),
                settings.get("sslrootcert"),
                timeout(settings),
                schema(settings),
                settings.getOrDefault("application_name", "saltbus"));
    }

    private static Matcher host(String text) {
        if (text.indexOf(',') >= 0) {
            throw new IllegalArgumentException(
                    "the address of PostgreSQL names several hosts: give the one that takes writes" + ENCODE);
        }
        Matcher host = HOST.matcher(text);
        if (!host.matches()) {
            throw new IllegalArgumentException(
                    "the host of the address of PostgreSQL is no name or number with a port" + ENCODE);
        }
        return host;
    }

    private static int port(@Nullable String digits) {
        int port = digits == null ? USUAL_PORT : Integer.parseInt(digits);
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("the port of the address of PostgreSQL is not in 1 to " + MAX_PORT);
        }
        return port;
    }

    private static Map<String, String> settings(String query) {
        var settings = new TreeMap<String, String>();
        for (String each : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = each.indexOf('=');
            String name = equals < 0 ? each : each.substring(0, equals);
            if (!SETTING_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "the address of PostgreSQL has a setting whose name is no word" + ENCODE);
            }
            if (!SETTINGS.contains(name)) {
                throw new IllegalArgumentException("the address of PostgreSQL has the setting " + name
                        + ", which is not known. Accepted: " + String.join(", ", SETTINGS));
            }
            settings.put(name, equals < 0 ? "" : decoded(each.substring(equals + 1), "setting " + name));
        }
        return settings;
    }

    private static SslMode sslMode(Map<String, String> settings) {
        boolean authorityGiven = settings.containsKey("sslrootcert");
        return switch (settings.getOrDefault("sslmode", "prefer")) {
            case "disable" -> SslMode.DISABLE;
            case "prefer" -> SslMode.PREFER;
            // as libpq does: who names an authority wants it checked
            case "require" -> authorityGiven ? SslMode.VERIFY_CA : SslMode.REQUIRE;
            case "verify-ca" -> SslMode.VERIFY_CA;
            case "verify-full" -> SslMode.VERIFY_FULL;
            default ->
                throw new IllegalArgumentException("the sslmode in the address of PostgreSQL is not known."
                        + " Accepted: disable, prefer, require, verify-ca, verify-full");
        };
    }

    private static Duration timeout(Map<String, String> settings) {
        String text = settings.getOrDefault("timeout_ms", "5000");
        int millis = MILLIS.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (millis < 100 || millis > 600_000) {
            throw new IllegalArgumentException(
                    "timeout_ms in the address of PostgreSQL must be 100 to 600000, in milliseconds");
        }
        return Duration.ofMillis(millis);
    }

    private static @Nullable String schema(Map<String, String> settings) {
        String schema = settings.get("schema");
        if (schema != null && !SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException(
                    "schema in the address of PostgreSQL must be a plain name: letters, digits and _, at most 63");
        }
        return schema;
    }

    private static String orEmpty(@Nullable String group) {
        return group == null ? "" : group;
    }

    private static String decoded(String text, String what) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException quotesTheText) {
            throw new IllegalArgumentException(
                    "the " + what + " in the address of PostgreSQL has a % that begins no hexadecimal code" + ENCODE);
        }
    }
}
