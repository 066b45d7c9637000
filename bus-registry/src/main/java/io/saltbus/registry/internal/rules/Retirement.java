package io.saltbus.registry.internal.rules;

import io.saltbus.core.event.Version;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.registry.store.LiveHandler;
import io.saltbus.registry.store.StoredSchema;
import java.util.Collection;
import java.util.List;

/**
 * Who would be left behind if a version ended: the handlers that run now and take it, but no newer version that may be published. A handler
 * that takes a newer one too (a recorder takes all) goes on with that; counting it would make every end a forced one.
 */
public final class Retirement {
    private Retirement() {}

    /**
     * The handlers in the way.
     *
     * @param topic every stored version of the topic
     * @param version the version that shall end
     * @param live the handlers that run now and may get the topic's events
     * @return them, as {@code service.handler}, each once
     */
    public static List<String> inTheWay(Collection<StoredSchema> topic, Version version, Collection<LiveHandler> live) {
        List<Version> newer = topic.stream()
                .filter(stored -> stored.status() != SchemaStatus.RETIRED)
                .map(StoredSchema::version)
                .filter(other -> other.compareTo(version) > 0)
                .toList();
        return live.stream()
                .filter(handler -> Selectors.takes(handler, version))
                .filter(handler -> newer.stream().noneMatch(other -> Selectors.takes(handler, other)))
                .map(handler -> handler.service() + "." + handler.handler())
                .distinct()
                .toList();
    }
}
