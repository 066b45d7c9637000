package io.saltbus.core.schema;

import io.saltbus.core.event.Version;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A registry that lives as long as its Vert.x instance. Services in one process that share one learn each other's schemas from it. */
public final class MemorySchemaRegistry implements SchemaRegistry, Shareable {
    private static final String REGISTRIES = "io.saltbus.schema-registries";

    private final ConcurrentMap<String, ConcurrentNavigableMap<Version, SchemaDeclaration>> topics =
            new ConcurrentHashMap<>();

    private MemorySchemaRegistry() {}

    /**
     * The one registry of that name.
     *
     * @param vertx registries of other instances are others
     * @param name any text
     */
    public static MemorySchemaRegistry shared(Vertx vertx, String name) {
        LocalMap<String, MemorySchemaRegistry> registries = vertx.sharedData().getLocalMap(REGISTRIES);
        return registries.computeIfAbsent(name, missing -> new MemorySchemaRegistry());
    }

    @Override
    public Future<List<Registration>> register(List<SchemaDeclaration> declarations) {
        return Future.succeededFuture(declarations.stream().map(this::register).toList());
    }

    private Registration register(SchemaDeclaration declared) {
        SchemaDeclaration present = topics.computeIfAbsent(declared.topic(), first -> new ConcurrentSkipListMap<>())
                .putIfAbsent(declared.version(), declared);
        if (present == null) {
            return answer(declared, Registration.Status.REGISTERED, "");
        }
        Optional<String> difference = present.schemas().firstDifference(declared.schemas());
        return difference.isEmpty()
                ? answer(declared, Registration.Status.IDENTICAL, "")
                : answer(declared, Registration.Status.CONFLICT, conflict(present, difference.get()));
    }

    private static Registration answer(SchemaDeclaration declared, Registration.Status status, String detail) {
        return new Registration(declared.topic(), declared.version(), status, detail);
    }

    private static String conflict(SchemaDeclaration present, String difference) {
        return "service " + present.publisher() + " registered another schema, from " + present.source()
                + "; they differ first at " + (difference.isEmpty() ? "the root" : difference)
                + ". Publish yours as a new version, or make them the same";
    }

    @Override
    public @Nullable Schema find(String topic, Version version) {
        ConcurrentNavigableMap<Version, SchemaDeclaration> known = topics.get(topic);
        SchemaDeclaration declared = known == null ? null : known.get(version);
        return declared == null ? null : declared.schema();
    }

    @Override
    public SortedMap<Version, Schema> versions(String topic) {
        ConcurrentNavigableMap<Version, SchemaDeclaration> known = topics.get(topic);
        if (known == null) {
            return Collections.emptySortedMap();
        }
        var versions = new TreeMap<Version, Schema>();
        known.forEach((version, declared) -> versions.put(version, declared.schema()));
        return Collections.unmodifiableSortedMap(versions);
    }

    @Override
    public boolean betweenProcesses() {
        return false;
    }

    /** Does nothing: other services may use the registry still. */
    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
