package io.saltbus.core.event;

import java.util.regex.Pattern;

/**
 * The version of an event's schema: {@code v1}, {@code v1.2} or {@code v1.2.3}. Ordered number by number, so {@code v1.10} comes after
 * {@code v1.2}, and a version comes before the same with a further {@code .0} (as the lists of numbers in Python do).
 *
 * @param major changes when anything may break: 0 or more
 * @param minor changes when old readers still understand: 0 or more, or {@link #ABSENT}
 * @param patch changes when only annotations do: 0 or more, or {@link #ABSENT}
 */
public record Version(int major, int minor, int patch) implements Comparable<Version> {
    /** Stands for a number that the version does not have. */
    public static final int ABSENT = -1;

    private static final Pattern FORM = Pattern.compile("v(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?");

    /** Checks the numbers. */
    public Version {
        if (major < 0 || minor < ABSENT || patch < ABSENT || (minor == ABSENT && patch != ABSENT)) {
            throw new IllegalArgumentException(
                    "version numbers must be 0 or more, from the left, were " + major + ", " + minor + ", " + patch);
        }
    }

    /**
     * Reads a version.
     *
     * @throws IllegalArgumentException naming the text and the form that is accepted
     */
    public static Version parse(String text) {
        var numbers = FORM.matcher(text);
        if (!numbers.matches()) {
            throw new IllegalArgumentException("version \"" + text + "\" is refused. Accepted: v1, v1.2 or v1.2.3");
        }
        return new Version(number(numbers.group(1)), number(numbers.group(2)), number(numbers.group(3)));
    }

    @SuppressWarnings("NullAway") // an absent group of a regular expression is null, which is what is asked here
    private static int number(String digits) {
        return digits == null ? ABSENT : Integer.parseInt(digits);
    }

    /** Whether this version is the other or newer, and of the same major. */
    public boolean compatibleWith(Version older) {
        return major == older.major && compareTo(older) >= 0;
    }

    @Override
    public int compareTo(Version other) {
        if (major != other.major) {
            return Integer.compare(major, other.major);
        }
        return minor != other.minor ? Integer.compare(minor, other.minor) : Integer.compare(patch, other.patch);
    }

    @Override
    public String toString() {
        if (minor == ABSENT) {
            return "v" + major;
        }
        return patch == ABSENT ? "v" + major + "." + minor : "v" + major + "." + minor + "." + patch;
    }
}
