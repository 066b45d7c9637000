package io.saltbus.cli.internal.connect;

import io.saltbus.cli.UsageException;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.SchemaStatus;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.SchemaStore;
import io.saltbus.registry.store.StoredSchema;
import io.saltbus.registry.store.TopicSummary;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;

/** Finds schemas by what people write, and helps where that is wrong. */
public final class Lookup {
    private Lookup() {}

    /**
     * Every version of a topic, oldest first.
     *
     * @return at least one; fails with {@link UsageException} where there is none, offering near names
     */
    public static Future<List<StoredSchema>> versions(SchemaStore store, String topic) {
        return store.find(SchemaQuery.topic(topic))
                .compose(found -> found.isEmpty()
                        ? unknown(store, topic)
                        : Future.succeededFuture(found.stream()
                                .sorted(Comparator.comparing(StoredSchema::version))
                                .toList()));
    }

    private static Future<List<StoredSchema>> unknown(SchemaStore store, String topic) {
        return store.topics(SchemaQuery.all())
                .compose(all -> Future.failedFuture(new UsageException("the registry has no topic " + topic
                        + NearNames.offer(
                                topic, all.stream().map(TopicSummary::topic).toList())
                        + " \"saltbus topics\" lists all")));
    }

    /**
     * One version of a topic: the newest active one where none is named.
     *
     * @return fails with {@link UsageException} where it is not there, naming those that are
     */
    public static Future<StoredSchema> one(SchemaStore store, TopicVersion wanted) {
        return versions(store, wanted.topic()).map(versions -> pick(versions, wanted));
    }

    /**
     * One of the versions of a topic.
     *
     * @param versions oldest first, at least one
     * @throws UsageException where it is not there, naming those that are
     */
    public static StoredSchema pick(List<StoredSchema> versions, TopicVersion wanted) {
        Version version = wanted.version();
        return versions.stream()
                .filter(stored -> version == null
                        ? stored.status() != SchemaStatus.RETIRED
                        : stored.version().equals(version))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new UsageException((version == null
                                ? "no version of " + wanted.topic() + " is active"
                                : "the registry has no " + wanted.topic() + " " + version)
                        + ": it has " + names(versions)));
    }

    private static String names(List<StoredSchema> versions) {
        return String.join(
                ", ",
                versions.stream().map(stored -> stored.version().toString()).toList());
    }
}
