package io.saltbus.core.internal.schema;

import java.util.List;

public final class EventScanner {
    private final SchemaDeriver deriver;

    public EventScanner(SchemaDeriver deriver) {
        this.deriver = deriver;
    }

    public List<EventType<?>> scan(List<String> packages, List<Class<?>> classes) {
        return classes.stream().<EventType<?>>map(c -> EventType.of(c, deriver)).toList();
    }
}
