package io.saltbus.core.schema;

import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;

/**
 * What a service says it publishes.
 *
 * @param topic the event's topic
 * @param version the schema's version
 * @param mode who receives it
 * @param schemas what its payloads look like
 * @param publisher the service that publishes it
 * @param source where the schema comes from, for messages: a class name, or where the JSON was given
 */
public record SchemaDeclaration(
        String topic, Version version, EventMode mode, EventSchemas schemas, String publisher, String source) {
    /** What the payloads of the event, or of the request, look like. */
    public Schema schema() {
        return schemas.payload();
    }
}
