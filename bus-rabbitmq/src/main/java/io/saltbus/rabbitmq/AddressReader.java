package io.saltbus.rabbitmq;

import com.rabbitmq.client.Address;
import io.vertx.rabbitmq.RabbitMQOptions;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads broker addresses. Its errors quote nothing that could be part of a password. */
final class AddressReader {
    private static final Pattern ADDRESS = Pattern.compile("(amqps?)://([^/?#]*)([^?#]*)(?:\\?([^#]*))?");
    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?");
    private static final Pattern SETTING_NAME = Pattern.compile("[A-Za-z_]{1,30}");
    private static final String ENCODE =
            ". In user and password write the signs @ / ? # : % as %40 %2F %3F %23 %3A %25";
    private static final int PLAIN_PORT = 5672;
    private static final int TLS_PORT = 5671;
    private static final int MAX_PORT = 65_535;

    private AddressReader() {}

    static RabbitOptions read(String address, RabbitOptions base) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new IllegalArgumentException("the address is none of RabbitMQ. Accepted: "
                    + "amqp://user:password@host:5672/vhost, or amqps:// for TLS" + ENCODE);
        }
        boolean tls = "amqps".equals(parts.group(1));
        String authority = parts.group(2);
        String rest = parts.group(3) + (parts.group(4) == null ? "" : parts.group(4));
        int userEnd = authority.lastIndexOf('@');
        if (userEnd < 0 && rest.indexOf('@') >= 0) {
            throw new IllegalArgumentException("the address has an @ behind the host" + ENCODE);
        }
        RabbitMQOptions client = base.client().setUri(null).setSsl(tls);
        if (tls) {
            client.setHostnameVerificationAlgorithm("HTTPS");
        }
        if (userEnd >= 0) {
            readUser(authority.substring(0, userEnd), client);
        }
        client.setAddresses(hosts(authority.substring(userEnd + 1), tls ? TLS_PORT : PLAIN_PORT))
                .setVirtualHost(virtualHost(parts.group(3)));
        return withSettings(base.withClient(client), parts.group(4) == null ? "" : parts.group(4));
    }

    private static void readUser(String text, RabbitMQOptions client) {
        int colon = text.indexOf(':');
        client.setUser(decoded(colon < 0 ? text : text.substring(0, colon), "user"))
                .setPassword(colon < 0 ? "" : decoded(text.substring(colon + 1), "password"));
    }

    private static List<Address> hosts(String text, int usualPort) {
        var hosts = new ArrayList<Address>();
        for (String each : text.split(",", -1)) {
            Matcher host = HOST.matcher(each);
            if (!host.matches()) {
                throw new IllegalArgumentException(
                        "host " + (hosts.size() + 1) + " of the address is no name or number with a port" + ENCODE);
            }
            int port = host.group(2) == null ? usualPort : Integer.parseInt(host.group(2));
            if (port < 1 || port > MAX_PORT) {
                throw new IllegalArgumentException("the port of host " + (hosts.size() + 1)
                        + " of the address is not in 1 to " + MAX_PORT + ENCODE);
            }
            hosts.add(new Address(host.group(1).replaceAll("[\\[\\]]", ""), port));
        }
        return hosts;
    }

    /** Also {@code amqp://host/} and {@code amqp://host//} mean the usual one, as Celery reads them. */
    private static String virtualHost(String path) {
        if (path.isEmpty() || "/".equals(path) || "//".equals(path)) {
            return "/";
        }
        String name = path.substring(1);
        if (name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("the virtual host has a second /: one in its name is written %2F");
        }
        return decoded(name, "virtual host");
    }

    private static RabbitOptions withSettings(RabbitOptions base, String query) {
        RabbitOptions options = base;
        var seen = new HashSet<String>();
        for (String each : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = each.indexOf('=');
            String name = equals < 0 ? each : each.substring(0, equals);
            if (!SETTING_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("the address has a setting whose name is no word" + ENCODE);
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException("the setting " + name + " is there twice");
            }
            String value = equals < 0 ? "" : decoded(each.substring(equals + 1), "setting " + name);
            options = AddressSetting.named(name).apply(options, value);
        }
        AddressSetting.checkTogether(options, seen);
        return options;
    }

    private static String decoded(String text, String what) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException quotesTheText) {
            throw new IllegalArgumentException(
                    "the " + what + " in the address has a % that begins no hexadecimal code" + ENCODE);
        }
    }
}
