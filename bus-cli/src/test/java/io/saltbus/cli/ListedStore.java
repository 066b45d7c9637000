package io.saltbus.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.store.InstanceReport;
import io.saltbus.registry.store.LiveHandler;
import io.saltbus.registry.store.PublisherRow;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.SchemaStore;
import io.saltbus.registry.store.StoredSchema;
import io.saltbus.registry.store.TopicSummary;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What a registry would answer, kept in a list. */
final class ListedStore implements SchemaStore {
    final List<StoredSchema> schemas = new ArrayList<>();
    final List<LiveHandler> live = new ArrayList<>();
    final Map<String, CompatibilityMode> modes = new HashMap<>();

    ListedStore with(String topic, String version, ObjectNode document) {
        return with(topic, version, EventMode.BROADCAST, document);
    }

    ListedStore with(String topic, String version, EventMode mode, ObjectNode document) {
        schemas.add(stored(topic, Version.parse(version), mode, document, SchemaStatus.ACTIVE, null));
        return this;
    }

    private static StoredSchema stored(
            String topic, Version version, EventMode mode, ObjectNode document, SchemaStatus status, String reason) {
        return new StoredSchema(
                topic,
                version,
                mode,
                new StoredSchema.Documents(document, null, null),
                "shop",
                new StoredSchema.Entry(
                        "what happened", null, Instant.parse("2026-11-01T10:00:00Z"), "shop", status, null, reason));
    }

    @Override
    public Future<List<Registration>> register(List<SchemaDeclaration> declarations, Caller service) {
        return Future.succeededFuture(declarations.stream()
                .map(declared -> {
                    boolean there = schemas.stream()
                            .anyMatch(stored -> stored.topic().equals(declared.topic())
                                    && stored.version().equals(declared.version()));
                    if (!there) {
                        with(
                                declared.topic(),
                                declared.version().toString(),
                                declared.schema().document());
                    }
                    return new Registration(
                            declared.topic(),
                            declared.version(),
                            there ? Registration.Status.IDENTICAL : Registration.Status.REGISTERED,
                            "");
                })
                .toList());
    }

    @Override
    public Future<List<StoredSchema>> find(SchemaQuery query) {
        return Future.succeededFuture(schemas.stream()
                .filter(stored -> query.patterns().stream().anyMatch(pattern -> pattern.matches(stored.topic())))
                .toList());
    }

    @Override
    public Future<List<TopicSummary>> topics(SchemaQuery query) {
        return find(query)
                .map(found -> found.stream()
                        .collect(Collectors.groupingBy(StoredSchema::topic, TreeMap::new, Collectors.toList()))
                        .entrySet()
                        .stream()
                        .map(topic -> new TopicSummary(
                                topic.getKey(),
                                topic.getValue().get(0).mode(),
                                modes.getOrDefault(topic.getKey(), CompatibilityMode.BACKWARD),
                                topic.getValue().stream()
                                        .map(StoredSchema::version)
                                        .toList(),
                                topic.getValue()
                                        .get(topic.getValue().size() - 1)
                                        .version(),
                                List.of("shop"),
                                List.of(),
                                null))
                        .toList());
    }

    @Override
    public Future<List<PublisherRow>> publishers(String topic) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<List<LiveHandler>> liveHandlers(String topic) {
        return Future.succeededFuture(live);
    }

    @Override
    public Future<Void> deprecate(String topic, Version version, String reason, Caller who) {
        return change(topic, version, SchemaStatus.DEPRECATED, reason);
    }

    @Override
    public Future<Void> retire(String topic, Version version, boolean force, Caller who) {
        return live.isEmpty() || force
                ? change(topic, version, SchemaStatus.RETIRED, "")
                : Future.failedFuture(new RegistryException.StillUsed(
                        topic + " " + version,
                        live.stream()
                                .map(one -> one.service() + "." + one.handler())
                                .toList()));
    }

    @Override
    public Future<Void> restore(String topic, Version version, Caller who) {
        return change(topic, version, SchemaStatus.ACTIVE, null);
    }

    private Future<Void> change(String topic, Version version, SchemaStatus status, String reason) {
        schemas.replaceAll(one -> one.topic().equals(topic) && one.version().equals(version)
                ? stored(topic, version, one.mode(), one.documents().payload(), status, reason)
                : one);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> setCompatibility(String topic, CompatibilityMode mode, Caller who) {
        modes.put(topic, mode);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> report(InstanceReport report) {
        return Future.succeededFuture();
    }

    @Override
    public Future<Watch> watch(Consumer<String> changed) {
        return Future.succeededFuture(Future::succeededFuture);
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    LiveHandler runs(String handler, Schema view) {
        var one = new LiveHandler(
                "mail",
                "1.4",
                handler,
                List.of(TopicPattern.of("order.created")),
                "latest",
                EventMode.BROADCAST,
                view == null ? null : view.document(),
                2,
                Instant.parse("2026-11-01T10:00:00Z"));
        live.add(one);
        return one;
    }
}
