package io.saltbus.core.internal.schema;

import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Topic;
import io.saltbus.core.event.Version;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.schema.Schema;

/**
 * What the bus knows of one event class.
 *
 * @param topic what the event is called
 * @param version its schema's version
 * @param mode who receives it
 * @param type the class: a record, or a sealed type of records
 * @param schema what its payloads look like
 */
public record EventType<T>(String topic, Version version, EventMode mode, Class<T> type, Schema schema) {
    /**
     * Reads the annotation of a class and derives its schema.
     *
     * @throws ConfigurationException naming the class, and what keeps it from being an event
     */
    public static <T> EventType<T> of(Class<T> type, SchemaDeriver deriver) {
        Event event = type.getAnnotation(Event.class);
        if (event == null) {
            throw new ConfigurationException(type.getName() + " is no event: annotate it with @Event(\"its.topic\")");
        }
        if (!type.isRecord() && (!type.isSealed() || type.isEnum())) {
            throw new ConfigurationException(
                    type.getName() + " cannot be an event. Accepted: a record, or a sealed type of records");
        }
        try {
            return new EventType<>(
                    Topic.check(event.value()),
                    Version.parse(event.version()),
                    event.mode(),
                    type,
                    deriver.derive(type));
        } catch (IllegalArgumentException refused) {
            throw new ConfigurationException(type.getName() + ": " + refused.getMessage(), refused);
        }
    }
}
