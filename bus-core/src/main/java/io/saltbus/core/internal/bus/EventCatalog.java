package io.saltbus.core.internal.bus;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.Version;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.internal.publish.Publisher;
import io.saltbus.core.internal.schema.EventType;
import io.saltbus.core.publish.PublishException;
import io.saltbus.core.schema.EventSchemas;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.schema.SchemaRegistry;
import io.saltbus.core.schema.SchemaStatus;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events that a service publishes. Filled by the start, and only read afterwards. A start that failed fills it again. */
final class EventCatalog {
    private static final Schema ANYTHING = Schema.of(JsonNodeFactory.instance.objectNode());

    private static final String LATEST = "latest";

    private final String service;
    private final SchemaRegistry registry;
    private final Map<Class<?>, Publisher.Kind> byClass = new HashMap<>();
    private final Map<String, Publisher.Kind> byName = new HashMap<>();
    private final Map<String, SchemaDeclaration> declarations = new LinkedHashMap<>();

    EventCatalog(String service, SchemaRegistry registry) {
        this.service = service;
        this.registry = registry;
    }

    void clear() {
        byClass.clear();
        byName.clear();
        declarations.clear();
    }

    void add(EventType<?> type, EventSchemas schemas) {
        Publisher.Kind kind = add(
                type.topic(), type.version(), type.mode(), schemas, type.type().getName());
        byClass.put(type.type(), kind);
    }

    Publisher.Kind add(String topic, Version version, EventMode mode, EventSchemas schemas, String source) {
        String name = name(topic, version);
        var declared = new SchemaDeclaration(topic, version, mode, schemas, service, source);
        SchemaDeclaration first = declarations.putIfAbsent(name, declared);
        if (first != null) {
            refuseContradiction(name, first, declared);
        }
        var kind = new Publisher.Kind(topic, version, mode, schemas.payload());
        byName.put(name, kind);
        return kind;
    }

    private static void refuseContradiction(String name, SchemaDeclaration first, SchemaDeclaration second) {
        first.schemas().firstDifference(second.schemas()).ifPresent(where -> {
            throw new ConfigurationException(first.source() + " and " + second.source() + " are both " + name
                    + ", but their schemas differ first at " + (where.isEmpty() ? "the root" : where)
                    + ": make them the same, or give one of them another version");
        });
    }

    List<SchemaDeclaration> declarations() {
        return List.copyOf(declarations.values());
    }

    /** The kind of an event's class, or of the sealed type that the class belongs to. */
    Publisher.Kind find(Class<?> type) {
        return notRetired(declared(type));
    }

    private Publisher.Kind declared(Class<?> type) {
        Publisher.Kind kind = search(type);
        if (kind == null) {
            throw new PublishException.UnknownEvent(
                    type.getName(),
                    "name its package in scan(\"...\") or the class in event(...) when the bus is built");
        }
        return kind;
    }

    private Publisher.@Nullable Kind search(@Nullable Class<?> type) {
        if (type == null || byClass.containsKey(type)) {
            return type == null ? null : byClass.get(type);
        }
        for (Class<?> parent : type.getInterfaces()) {
            Publisher.Kind kind = search(parent);
            if (kind != null) {
                return kind;
            }
        }
        return search(type.getSuperclass());
    }

    Publisher.Kind find(String topic, Version version) {
        Publisher.Kind own = byName.get(name(topic, version));
        if (own != null) {
            return notRetired(own);
        }
        Schema known = registry.find(topic, version);
        if (known == null) {
            throw new PublishException.UnknownEvent(
                    topic + " " + version,
                    "give its JSON Schema to event(topic, version, schema) when the bus is built");
        }
        return notRetired(new Publisher.Kind(topic, version, EventMode.BROADCAST, known));
    }

    private Publisher.Kind notRetired(Publisher.Kind kind) {
        if (registry.status(kind.topic(), kind.version()) == SchemaStatus.RETIRED) {
            throw new PublishException.RetiredVersion(kind.topic(), kind.version(), newest(kind.topic()));
        }
        return kind;
    }

    /** The version that a text names; for {@code latest} the newest one that can be published. */
    Version version(String topic, String text) {
        if (!text.equals(LATEST)) {
            return Version.parse(text);
        }
        Version newest = newest(topic);
        if (newest == null) {
            throw new PublishException.UnknownEvent(
                    topic + " " + LATEST, "no version of it is active; publish a version that is declared");
        }
        return newest;
    }

    private @Nullable Version newest(String topic) {
        Version newest = null;
        for (Version version : registry.versions(topic).keySet()) {
            newest = registry.status(topic, version) == SchemaStatus.RETIRED ? newest : version;
        }
        return newest;
    }

    /** Whether any of them is a request. */
    boolean hasRequests() {
        return declarations.values().stream().anyMatch(declared -> declared.mode() == EventMode.RPC);
    }

    /** The kind of a request's class. */
    Publisher.Kind findRequest(Class<?> type) {
        Publisher.Kind kind = find(type);
        if (kind.mode() != EventMode.RPC) {
            throw new PublishException.UnknownEvent(
                    type.getName(), "it is no request: give it @Event(mode = RPC), or publish it");
        }
        return kind;
    }

    /** The kind of a request without a class: its payload is the responder's to check where no schema is known here. */
    Publisher.Kind findRequest(String topic, Version version) {
        Publisher.Kind own = byName.get(name(topic, version));
        Schema known = own != null ? own.schema() : registry.find(topic, version);
        return notRetired(new Publisher.Kind(topic, version, EventMode.RPC, known == null ? ANYTHING : known));
    }

    private static String name(String topic, Version version) {
        return topic + " " + version;
    }
}
