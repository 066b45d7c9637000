package io.saltbus.registry.internal.http;

import io.saltbus.core.config.MaskedUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a registry is.
 *
 * @param secure whether it is https
 * @param host its host
 * @param port its port
 * @param path what its addresses begin with; empty or without a slash at the end
 */
record Address(boolean secure, String host, int port, String path) {
    private static final String ACCEPTED = ". Accepted: https://host[:port][/path]";

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException naming what is wrong with it, without what may be a secret
     */
    static Address parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException wrong) {
            throw new IllegalArgumentException("no address of a registry: " + wrong.getReason() + ACCEPTED, wrong);
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException("no address of a registry" + ACCEPTED);
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("the address of the registry has no host" + ACCEPTED);
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "the address of the registry has a user, a query or a fragment: the API key" + " is given apart"
                            + ACCEPTED);
        }
        boolean secure = scheme.equals("https");
        int port = uri.getPort() < 0 ? (secure ? 443 : 80) : uri.getPort();
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
        return new Address(secure, bare(uri.getHost()), port, path);
    }

    /** An IPv6 address without its brackets. */
    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Whether what is sent there leaves this machine readable by others. */
    boolean inTheClear() {
        return !secure && !host.equals("localhost") && !host.startsWith("127.") && !host.equals("::1");
    }

    /** The address, for people. */
    String text() {
        String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return MaskedUrl.of((secure ? "https://" : "http://") + shown + ":" + port + path);
    }
}
