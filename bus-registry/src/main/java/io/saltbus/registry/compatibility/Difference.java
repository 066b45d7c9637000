package io.saltbus.registry.compatibility;

/**
 * One thing in which two schemas differ.
 *
 * @param pointer where, as a JSON pointer into the newer schema, or into the older one where the newer has no such place; empty for the
 *     root
 * @param kind what kind of difference: a word such as {@code PROPERTY_REMOVED}, {@code TYPE_NARROWED}, {@code CANNOT_PROVE}; the guide
 *     lists them
 * @param breaks for whom it breaks something
 * @param message what it is, why it breaks or does not, and what would make it compatible
 */
public record Difference(String pointer, String kind, Breaks breaks, String message) {
    /** For whom a difference breaks something. */
    public enum Breaks {
        /** Nobody. */
        NOBODY,
        /** Those who read by the newer schema what was written by the older one: it is not backward compatible. */
        NEWER_READERS,
        /** Those who read by the older schema what is written by the newer one: it is not forward compatible. */
        OLDER_READERS,
        /** Both. */
        BOTH
    }

    /** Whether it breaks what a mode keeps. */
    public boolean breaking(CompatibilityMode mode) {
        return (mode.backward() && (breaks == Breaks.NEWER_READERS || breaks == Breaks.BOTH))
                || (mode.forward() && (breaks == Breaks.OLDER_READERS || breaks == Breaks.BOTH));
    }
}
