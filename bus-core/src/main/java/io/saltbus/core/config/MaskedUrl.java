package io.saltbus.core.config;

import java.util.regex.Pattern;

/**
 * An address as it may stand in a log, an error or a page: users are shown, passwords are not.
 *
 * <p>Where it is unclear where a password ends, more is hidden rather than less: a password that was not percent-encoded may hold any of
 * the signs that part a URL.
 */
public final class MaskedUrl {
    private static final String MASK = "***";
    private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://");
    private static final Pattern SECRET_PARAMETER =
            Pattern.compile("(?i)([?&;][^=&;]*(?:passw|secret|token|key|credential)[^=&;]*=)[^&;#]*");

    private MaskedUrl() {}

    /**
     * Hides the passwords in an address: {@code amqp://accounts:***@localhost:5672}. Parameters whose names speak of a password, a
     * secret, a token, a key or a credential lose their values as well.
     *
     * @param url any text, also one that is no URL
     * @return the same text without its secrets
     */
    public static String of(String url) {
        return SECRET_PARAMETER.matcher(withoutPassword(url)).replaceAll("$1" + MASK);
    }

    private static String withoutPassword(String url) {
        var scheme = SCHEME.matcher(url);
        int userStart = scheme.find() ? scheme.end() : 0;
        int userEnd = url.lastIndexOf('@');
        int colon = url.indexOf(':', userStart);
        return colon < 0 || colon > userEnd ? url : url.substring(0, colon + 1) + MASK + url.substring(userEnd);
    }
}
