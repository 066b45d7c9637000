package io.saltbus.core.internal.schema;

import io.saltbus.core.event.Event;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.Schema;

public record EventType<T>(String topic, Version version, EventMode mode, Class<T> type, Schema schema) {
    public static <T> EventType<T> of(Class<T> type, SchemaDeriver deriver) {
        Event event = type.getAnnotation(Event.class);
        return new EventType<>(event.value(), Version.parse(event.version()), event.mode(), type, deriver.derive(type));
    }
}
