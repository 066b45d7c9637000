package io.saltbus.core.subscribe;

/** What becomes of a message whose schema version is not known here (yet). */
public enum OnUnknownSchema {
    /** It comes back every few seconds until the schema is known; no attempt is counted. The default. */
    WAIT,
    /** It is handled without being validated. */
    ACCEPT,
    /** It is a dead letter. */
    DEAD_LETTER
}
