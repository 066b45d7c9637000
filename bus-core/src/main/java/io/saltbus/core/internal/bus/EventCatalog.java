package io.saltbus.core.internal.bus;

import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.internal.publish.Publisher;
import io.saltbus.core.internal.schema.EventType;
import io.saltbus.core.publish.PublishException;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.schema.SchemaRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The events that a service publishes. Filled by the start, and only read afterwards. */
final class EventCatalog {
    private final String service;
    private final SchemaRegistry registry;
    private final Map<Class<?>, Publisher.Kind> byClass = new HashMap<>();
    private final Map<String, Publisher.Kind> byName = new HashMap<>();
    private final List<SchemaDeclaration> declarations = new ArrayList<>();

    EventCatalog(String service, SchemaRegistry registry) {
        this.service = service;
        this.registry = registry;
    }

    void add(EventType<?> type) {
        Publisher.Kind kind = add(
                type.topic(),
                type.version(),
                type.mode(),
                type.schema(),
                type.type().getName());
        byClass.put(type.type(), kind);
    }

    Publisher.Kind add(String topic, Version version, EventMode mode, Schema schema, String source) {
        var kind = new Publisher.Kind(topic, version, mode, schema);
        byName.put(name(topic, version), kind);
        declarations.add(new SchemaDeclaration(topic, version, mode, schema, service, source));
        return kind;
    }

    List<SchemaDeclaration> declarations() {
        return List.copyOf(declarations);
    }

    /** The kind of an event's class, or of the sealed type that the class belongs to. */
    Publisher.Kind find(Class<?> type) {
        for (Class<?> candidate = type; candidate != null; candidate = candidate.getSuperclass()) {
            Publisher.Kind kind = byClass.get(candidate);
            if (kind != null) {
                return kind;
            }
            for (Class<?> parent : candidate.getInterfaces()) {
                if (byClass.containsKey(parent)) {
                    return byClass.get(parent);
                }
            }
        }
        throw new PublishException.UnknownEvent(
                type.getName(), "name its package in scan(\"...\") or the class in event(...) when the bus is built");
    }

    Publisher.Kind find(String topic, Version version) {
        Publisher.Kind own = byName.get(name(topic, version));
        if (own != null) {
            return own;
        }
        Schema known = registry.find(topic, version);
        if (known == null) {
            throw new PublishException.UnknownEvent(
                    topic + " " + version,
                    "give its JSON Schema to event(topic, version, schema) when the bus is built");
        }
        return new Publisher.Kind(topic, version, EventMode.BROADCAST, known);
    }

    private static String name(String topic, Version version) {
        return topic + " " + version;
    }
}
