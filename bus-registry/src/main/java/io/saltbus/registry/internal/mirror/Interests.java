package io.saltbus.registry.internal.mirror;

import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.schema.SubscriberDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the service needs of the store: the topics it publishes, and those that its handlers subscribe to. Safe for use from any thread. */
final class Interests {
    private final Set<String> published = ConcurrentHashMap.newKeySet();
    private final List<SubscriberDeclaration> subscribers = new CopyOnWriteArrayList<>();

    void publishes(String topic) {
        published.add(topic);
    }

    void add(SubscriberDeclaration subscriber) {
        subscribers.add(subscriber);
    }

    /** Takes a handler out; false where it was not there. */
    boolean remove(SubscriberDeclaration subscriber) {
        return subscribers.remove(subscriber);
    }

    /** The handlers that run. */
    List<SubscriberDeclaration> subscribers() {
        return List.copyOf(subscribers);
    }

    /** Whether a handler may get a topic's events. */
    boolean subscribedTo(String topic) {
        return subscribers.stream()
                .anyMatch(one -> one.patterns().stream().anyMatch(pattern -> pattern.matches(topic)));
    }

    /** Whether the service has to do with a topic. */
    boolean wants(String topic) {
        return published.contains(topic) || subscribedTo(topic);
    }

    /** All of it, each pattern once. */
    List<TopicPattern> patterns() {
        var all = new LinkedHashSet<TopicPattern>();
        published.forEach(topic -> all.add(TopicPattern.of(topic)));
        subscribers.forEach(one -> all.addAll(one.patterns()));
        return new ArrayList<>(all);
    }
}
