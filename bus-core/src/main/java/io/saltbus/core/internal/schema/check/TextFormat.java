package io.saltbus.core.internal.schema.check;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The formats of texts that events have. The library validator is given these too, so that there is one meaning of each. */
public enum TextFormat {
    /** An address of RFC 5321 with letters of any language; no quoted names and no numeric hosts. */
    EMAIL,
    /** 32 hexadecimal digits in the usual five groups. */
    UUID,
    /** A moment as RFC 3339 writes it; second 60 is refused, because neither Java nor Python can hold it. */
    DATE_TIME,
    /** A day, {@code 2026-11-21}. */
    DATE,
    /**
     * A time of day, {@code 10:15:30}, with or without a zone: the draft wants one, but neither Java's {@code LocalTime} nor Python's
     * {@code time} writes it.
     */
    TIME,
    /** An absolute address of RFC 3986. */
    URI,
    /** A span as ISO 8601 writes it, with the signs and fractions that Java and Python write: {@code PT1.5S}, {@code -P1D}. */
    DURATION;

    private static final Map<String, TextFormat> BY_KEYWORD =
            Stream.of(values()).collect(Collectors.toMap(TextFormat::keyword, Function.identity()));
    private static final Pattern SPAN =
            Pattern.compile("[-+]?P(?=[-+\\dT])([-+]?\\d+Y)?([-+]?\\d+M)?([-+]?\\d+W)?([-+]?\\d+D)?"
                    + "(T(?=[-+\\d])([-+]?\\d+H)?([-+]?\\d+M)?([-+]?\\d+(\\.\\d+)?S)?)?");
    private static final Pattern PYDANTIC_UUID = Pattern.compile("uuid[1-8]");
    private static final int UUID_LENGTH = 36;

    /** The format of that name in a schema; empty where this is none of these. */
    public static Optional<TextFormat> of(String keyword) {
        return Optional.ofNullable(BY_KEYWORD.get(PYDANTIC_UUID.matcher(keyword).matches() ? "uuid" : keyword));
    }

    /** The format's name in a schema, such as {@code date-time}. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a text has this format. */
    public boolean matches(String text) {
        return switch (this) {
            case EMAIL -> EmailText.isValid(text);
            case UUID -> isUuid(text);
            case DATE_TIME -> DateText.isDateTime(text);
            case TIME -> DateText.isTime(text);
            case DATE -> DateText.isDate(text);
            case URI -> isUri(text);
            case DURATION -> SPAN.matcher(text).matches();
        };
    }

    private static boolean isUuid(String text) {
        if (text.length() != UUID_LENGTH) {
            return false;
        }
        for (int at = 0; at < UUID_LENGTH; at++) {
            char sign = text.charAt(at);
            boolean dash = at == 8 || at == 13 || at == 18 || at == 23;
            if (dash ? sign != '-' : !isHexDigit(sign)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHexDigit(char sign) {
        return (sign >= '0' && sign <= '9') || (sign >= 'a' && sign <= 'f') || (sign >= 'A' && sign <= 'F');
    }

    private static boolean isUri(String text) {
        try {
            return text.chars().allMatch(sign -> sign < 128) && new URI(text).isAbsolute();
        } catch (URISyntaxException refused) {
            return false;
        }
    }
}
