package io.saltbus.core;

import io.saltbus.core.event.Version;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.schema.SchemaRegistry;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A registry that knows what a test gives it, and keeps what the bus tells it. */
public final class ScriptedRegistry implements SchemaRegistry {
    public final List<SchemaDeclaration> declared = new CopyOnWriteArrayList<>();
    /** What the bus has told, in order, such as {@code published note.written v1}. */
    public final List<String> told = new CopyOnWriteArrayList<>();

    public final List<SubscriberDeclaration> subscribers = new CopyOnWriteArrayList<>();
    public final Map<String, SchemaStatus> statuses = new ConcurrentHashMap<>();
    public final List<String> troubles = new ArrayList<>();
    /** Done when the next handler is subscribed, before that completes. */
    public Runnable load = () -> {};

    private final Map<String, SortedMap<Version, Schema>> topics = new ConcurrentHashMap<>();

    /** Knows nothing. */
    public ScriptedRegistry() {}

    /** As if another service had registered this. */
    public void put(String topic, String version, Schema schema) {
        topics.computeIfAbsent(topic, first -> Collections.synchronizedSortedMap(new TreeMap<>()))
                .put(Version.parse(version), schema);
    }

    @Override
    public Future<List<Registration>> register(List<SchemaDeclaration> declarations) {
        declared.addAll(declarations);
        declarations.forEach(one -> put(one.topic(), one.version().toString(), one.schema()));
        return Future.succeededFuture(declarations.stream()
                .map(one -> new Registration(one.topic(), one.version(), Registration.Status.REGISTERED, ""))
                .toList());
    }

    @Override
    public Schema find(String topic, Version version) {
        return versions(topic).get(version);
    }

    @Override
    public SortedMap<Version, Schema> versions(String topic) {
        return topics.getOrDefault(topic, Collections.emptySortedMap());
    }

    @Override
    public SchemaStatus status(String topic, Version version) {
        return statuses.getOrDefault(topic + " " + version, SchemaStatus.ACTIVE);
    }

    @Override
    public Future<Void> subscribed(SubscriberDeclaration subscriber) {
        load.run();
        subscribers.add(subscriber);
        told.add("subscribed " + subscriber.handler());
        return Future.succeededFuture();
    }

    @Override
    public void unsubscribed(SubscriberDeclaration subscriber) {
        subscribers.remove(subscriber);
        told.add("unsubscribed " + subscriber.handler());
    }

    @Override
    public void published(String topic, Version version) {
        told.add("published " + topic + " " + version);
    }

    @Override
    public void handled(String handler, String topic, Version version) {
        told.add("handled " + handler + " " + topic + " " + version);
    }

    @Override
    public List<String> troubles() {
        return troubles;
    }

    @Override
    public Future<Void> close() {
        told.add("closed");
        return Future.succeededFuture();
    }
}
