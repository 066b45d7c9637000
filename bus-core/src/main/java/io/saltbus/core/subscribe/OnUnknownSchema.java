package io.saltbus.core.subscribe;

/** What becomes of a message whose schema version is not known here (yet). */
public enum OnUnknownSchema {
    /**
     * It comes back every few seconds until the schema is known; no attempt is counted. The default.
     *
     * <p>Where messages come from other processes, but the registry is inside this one, the schema would never be known. Then nothing waits:
     * a handler of a class takes what fits the schema of its own class, and a handler of {@code EventView} takes the message as it is.
     */
    WAIT,
    /** It is handled without being validated. */
    ACCEPT,
    /** It is a dead letter. */
    DEAD_LETTER
}
