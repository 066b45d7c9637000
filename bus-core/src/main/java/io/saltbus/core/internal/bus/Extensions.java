package io.saltbus.core.internal.bus;

import io.saltbus.core.event.EventMode;
import io.saltbus.core.extension.Answering;
import io.saltbus.core.extension.BusExtension;
import io.saltbus.core.extension.BusServices;
import io.saltbus.core.failure.ConfigurationException;
import io.saltbus.core.internal.schema.EventType;
import io.saltbus.core.schema.EventSchemas;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** What modules add to a bus: those that it was given, and those on the class path that it was not given. */
final class Extensions {
    private final List<BusExtension> all;

    private Extensions(List<BusExtension> all) {
        this.all = all;
    }

    static Extensions create(List<BusExtension.Factory> given, BusServices services) {
        Map<Class<?>, BusExtension.Factory> byType = new LinkedHashMap<>();
        ServiceLoader.load(BusExtension.Factory.class).forEach(found -> byType.put(found.type(), found));
        given.forEach(factory -> byType.put(factory.type(), factory));
        return new Extensions(byType.values().stream()
                .map(factory -> factory.create(services))
                .toList());
    }

    <T> T find(Class<T> type) {
        return all.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("nothing on the class path adds " + type.getName()
                        + " to the bus: add its module to the" + " dependencies, such as io.saltbus:bus-rpc"));
    }

    /** What brings answers to callers, or null where no module does. */
    @Nullable
    Answering answering() {
        return all.stream()
                .map(BusExtension::answering)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** What is known of an event's schemas: of a request's answers, what the module for them knows. */
    EventSchemas schemasOf(EventType<?> type) {
        return type.mode() != EventMode.RPC
                ? EventSchemas.of(type.schema())
                : all.stream()
                        .map(extension -> extension.schemasOf(type.type(), type.schema()))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseGet(() -> EventSchemas.of(type.schema()));
    }

    Future<Void> start() {
        return Future.join(all.stream().map(BusExtension::start).toList()).mapEmpty();
    }

    List<String> troubles() {
        var troubles = new ArrayList<String>();
        all.forEach(extension -> troubles.addAll(extension.troubles()));
        return troubles;
    }

    Future<Void> close() {
        return Future.join(all.stream().map(BusExtension::close).toList()).mapEmpty();
    }
}
