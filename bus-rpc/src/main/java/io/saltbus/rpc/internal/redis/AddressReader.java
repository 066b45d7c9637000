package io.saltbus.rpc.internal.redis;

import io.saltbus.core.failure.ConfigurationException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads addresses of Redis. Its errors quote nothing that could be part of a password. */
final class AddressReader {
    private static final Pattern ADDRESS = Pattern.compile("(rediss?)://([^/?#]*)([^?#]*)(?:\\?([^#]*))?");
    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?");
    private static final Pattern SETTING_NAME = Pattern.compile("[A-Za-z_]{1,30}");
    private static final Pattern DATABASE = Pattern.compile("/?|/(\\d{1,5})");
    private static final String ENCODE =
            ". In user and password write the signs @ / ? # : % as %40 %2F %3F %23 %3A %25";
    private static final int USUAL_PORT = 6379;
    private static final int USUAL_SENTINEL_PORT = 26_379;
    private static final int MAX_PORT = 65_535;

    private AddressReader() {}

    /** @throws ConfigurationException naming what cannot be used */
    static RedisAddress read(String address) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new ConfigurationException(
                    "the address is none of Redis. Accepted: redis://user:password@host:6379/0,"
                            + " or rediss:// for TLS" + ENCODE);
        }
        String authority = parts.group(2);
        int userEnd = authority.lastIndexOf('@');
        String query = parts.group(4) == null ? "" : parts.group(4);
        if (userEnd < 0 && (parts.group(3) + query).indexOf('@') >= 0) {
            throw new ConfigurationException("the address of Redis has an @ behind the host" + ENCODE);
        }
        AddressSettings settings = settings(query);
        int usualPort = settings.mode() == RedisAddress.Mode.SENTINEL ? USUAL_SENTINEL_PORT : USUAL_PORT;
        return new RedisAddress(
                settings.mode(),
                hosts(authority.substring(userEnd + 1), usualPort),
                userEnd < 0 ? null : credentials(authority.substring(0, userEnd)),
                database(parts.group(3), settings.mode()),
                settings.tls("rediss".equals(parts.group(1))),
                settings.sentinel(),
                settings.limits());
    }

    private static @Nullable Credentials credentials(String text) {
        int colon = text.indexOf(':');
        if (colon < 0 || colon == text.length() - 1) {
            throw new ConfigurationException(
                    "the address of Redis has a user without password: write user:password@host, or :password@host"
                            + ENCODE);
        }
        String user = decoded(text.substring(0, colon), "user");
        return new Credentials(user.isEmpty() ? null : user, decoded(text.substring(colon + 1), "password"));
    }

    private static List<Endpoint> hosts(String text, int usualPort) {
        var hosts = new ArrayList<Endpoint>();
        for (String each : text.split(",", -1)) {
            Matcher host = HOST.matcher(each);
            if (!host.matches()) {
                throw new ConfigurationException("host " + (hosts.size() + 1)
                        + " of the address of Redis is no name or number with a port" + ENCODE);
            }
            int port = host.group(2) == null ? usualPort : Integer.parseInt(host.group(2));
            if (port < 1 || port > MAX_PORT) {
                throw new ConfigurationException("the port of host " + (hosts.size() + 1)
                        + " of the address of Redis is not in 1 to " + MAX_PORT + ENCODE);
            }
            hosts.add(new Endpoint(host.group(1).replaceAll("[\\[\\]]", ""), port));
        }
        return List.copyOf(hosts);
    }

    private static int database(String path, RedisAddress.Mode mode) {
        Matcher database = DATABASE.matcher(path);
        if (!database.matches()) {
            throw new ConfigurationException(
                    "what follows the host in the address of Redis is no number of a database, such as /0" + ENCODE);
        }
        int number = database.group(1) == null ? 0 : Integer.parseInt(database.group(1));
        if (number != 0 && mode == RedisAddress.Mode.CLUSTER) {
            throw new ConfigurationException("a cluster of Redis has database 0 only, the address asks for " + number);
        }
        return number;
    }

    private static AddressSettings settings(String query) {
        var settings = new AddressSettings();
        for (String each : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = each.indexOf('=');
            String name = equals < 0 ? each : each.substring(0, equals);
            if (!SETTING_NAME.matcher(name).matches()) {
                throw new ConfigurationException("the address of Redis has a setting whose name is no word" + ENCODE);
            }
            settings.put(
                    RedisSetting.named(name), equals < 0 ? "" : decoded(each.substring(equals + 1), "setting " + name));
        }
        return settings;
    }

    private static String decoded(String text, String what) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException quotesTheText) {
            throw new ConfigurationException(
                    "the " + what + " in the address of Redis has a % that begins no hexadecimal code" + ENCODE);
        }
    }
}
