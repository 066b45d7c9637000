package io.saltbus.core;

import io.saltbus.core.event.Version;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.schema.SchemaRegistry;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/** A registry that fails until it is switched on, as one at the end of a network may. */
public final class SwitchedRegistry implements SchemaRegistry {
    public volatile boolean away = true;

    /** Switched off. */
    public SwitchedRegistry() {}

    @Override
    public Future<List<Registration>> register(List<SchemaDeclaration> declarations) {
        return away
                ? Future.failedFuture(new IllegalStateException("the registry is away"))
                : Future.succeededFuture(declarations.stream()
                        .map(one -> new Registration(one.topic(), one.version(), Registration.Status.REGISTERED, ""))
                        .toList());
    }

    @Override
    public Schema find(String topic, Version version) {
        throw new IllegalStateException("the registry is away");
    }

    @Override
    public SortedMap<Version, Schema> versions(String topic) {
        return Collections.emptySortedMap();
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
