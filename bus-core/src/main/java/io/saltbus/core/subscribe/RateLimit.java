package io.saltbus.core.subscribe;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How often a handler may be called, in this process. The calls are spaced evenly: {@code 100/m} is one each 600 ms. Events that are
 * gathered for a batch count one by one.
 *
 * @param calls how many calls: 1 or more
 * @param per in which time: above zero
 */
public record RateLimit(int calls, Duration per) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})/(s|m|h)");

    /** Checks the ranges. */
    public RateLimit {
        if (calls < 1 || per.isNegative() || per.isZero()) {
            throw new IllegalArgumentException(
                    "rate limit needs 1 call or more in a time above zero, was " + calls + " in " + per);
        }
    }

    /**
     * Reads a rate.
     *
     * @param text such as {@code 10/s}, {@code 100/m} or {@code 1000/h}
     * @throws IllegalArgumentException naming the text and the form that is accepted
     */
    public static RateLimit parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("rate \"" + text + "\" is refused. Accepted: 10/s, 100/m or 1000/h");
        }
        return new RateLimit(
                Integer.parseInt(parts.group(1)),
                switch (parts.group(2)) {
                    case "s" -> Duration.ofSeconds(1);
                    case "m" -> Duration.ofMinutes(1);
                    default -> Duration.ofHours(1);
                });
    }

    /** The time from one call to the next. */
    public Duration interval() {
        return per.dividedBy(calls);
    }
}
