package io.saltbus.core.schema;

/** Whether a version of an event may still be published. */
public enum SchemaStatus {
    /** It may. Also what is not known: nothing is refused because the registry is away. */
    ACTIVE,
    /** It may, but its publishers were asked to leave it. */
    DEPRECATED,
    /** It may not any more. */
    RETIRED
}
