package io.saltbus.core.schema;

import io.saltbus.core.event.Version;

/**
 * What became of one declared schema.
 *
 * @param topic the event's topic
 * @param version the schema's version
 * @param status how the registry answered
 * @param detail for people: the other source in a conflict, why it is pending; otherwise empty
 */
public record Registration(String topic, Version version, Status status, String detail) {
    /** How a registry answers. */
    public enum Status {
        /** It is new, and stored. */
        REGISTERED,
        /** The registry has the same already. */
        IDENTICAL,
        /** The registry cannot be reached; it will be registered when it can. */
        PENDING,
        /** The registry has another schema for this topic and version. */
        CONFLICT,
        /** Its version promises more than its schema keeps: a minor version that breaks readers, or a patch that changes a meaning. */
        INCOMPATIBLE
    }
}
