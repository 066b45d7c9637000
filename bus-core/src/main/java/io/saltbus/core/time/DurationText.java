package io.saltbus.core.time;

import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as people write them in annotations and settings: {@code 500ms}, {@code 10s}, {@code 5m}, {@code 2h}, {@code 7d}. */
public final class DurationText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @param text a whole number and a unit
     * @param setting what the duration is for, named in the error
     * @throws IllegalArgumentException naming the setting, the text and the form that is accepted
     */
    public static Duration parse(String text, String setting) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(setting + " \"" + text
                    + "\" is refused. Accepted: a number and a unit, as in 500ms, 10s, 5m, 2h, 7d");
        }
        long count = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
