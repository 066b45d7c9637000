package io.saltbus.cli.internal.declared;

import io.saltbus.core.Declarations;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.SchemaStore;
import io.saltbus.registry.store.StoredSchema;
import io.saltbus.registry.store.TopicSummary;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the registry has of the topics that a service declares or handles.
 *
 * @param byTopic the versions of each topic
 * @param modes what each topic's minor versions keep
 */
record Registered(Map<String, List<StoredSchema>> byTopic, Map<String, CompatibilityMode> modes) {
    private static final int MOST = 100_000;

    /** Asks for all of it at once. */
    static Future<Registered> of(SchemaStore store, Declarations declared) {
        List<TopicPattern> patterns = Stream.concat(
                        declared.events().stream().map(SchemaDeclaration::topic).map(TopicPattern::of),
                        declared.subscribers().stream()
                                .map(SubscriberDeclaration::patterns)
                                .flatMap(List::stream))
                .distinct()
                .toList();
        if (patterns.isEmpty()) {
            return Future.succeededFuture(new Registered(Map.of(), Map.of()));
        }
        SchemaQuery query = SchemaQuery.all().withPatterns(patterns).withLimit(MOST);
        return Future.all(store.find(query), store.topics(query))
                .map(both -> gathered(both.resultAt(0), both.resultAt(1)));
    }

    private static Registered gathered(List<StoredSchema> schemas, List<TopicSummary> topics) {
        return new Registered(
                schemas.stream().collect(Collectors.groupingBy(StoredSchema::topic, TreeMap::new, Collectors.toList())),
                topics.stream().collect(Collectors.toMap(TopicSummary::topic, TopicSummary::compatibility)));
    }

    List<StoredSchema> versions(String topic) {
        return byTopic.getOrDefault(topic, List.of());
    }

    CompatibilityMode mode(String topic) {
        return modes.getOrDefault(topic, CompatibilityMode.BACKWARD);
    }

    /** Every version of every topic that fits. */
    List<StoredSchema> matching(TopicPattern pattern) {
        return byTopic.values().stream()
                .flatMap(List::stream)
                .filter(stored -> pattern.matches(stored.topic()))
                .toList();
    }
}
