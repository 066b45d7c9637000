package io.saltbus.registry.internal.postgres;

import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.event.Version;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.store.PublisherRow;
import io.saltbus.registry.store.SchemaQuery;
import io.saltbus.registry.store.StoredSchema;
import io.saltbus.registry.store.TopicSummary;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads what is stored. */
final class Lookup {
    private static final String FIND = "SELECT " + Found.COLUMNS + " FROM celerysalt_schemas s WHERE "
            + PatternSql.MATCHES + " AND " + PatternSql.HOLDS + " AND " + Found.READABLE
            + " ORDER BY s.topic COLLATE \"C\", " + Found.VERSION_ORDER + " LIMIT $4";
    private static final String TOPICS = "WITH found AS (SELECT DISTINCT s.topic COLLATE \"C\" AS topic FROM"
            + " celerysalt_schemas s WHERE " + PatternSql.MATCHES + " AND " + PatternSql.HOLDS + " AND "
            + Found.READABLE
            + " ORDER BY 1 LIMIT $4) SELECT s.topic, s.version, s.is_active IS NOT FALSE, s.saltbus_mode,"
            + " t.compatibility FROM found JOIN celerysalt_schemas s ON s.topic = found.topic LEFT JOIN saltbus_topics t"
            + " ON t.topic = s.topic WHERE " + Found.READABLE + " ORDER BY found.topic, " + Found.VERSION_ORDER;
    private static final String PUBLISHERS = "SELECT topic, service_name, service_version, last_published_at,"
            + " COALESCE(publish_count, 0) FROM celerysalt_publishers WHERE topic = ANY($1)"
            + " ORDER BY service_name COLLATE \"C\"";
    // a month after their service was last heard of, subscriptions are no more; those that Python noted have no date
    private static final String SUBSCRIBERS = "SELECT DISTINCT topic, service_name, COALESCE(handler_name, '')"
            + " FROM celerysalt_subscribers WHERE saltbus_seen_at IS NULL"
            + " OR saltbus_seen_at > timezone('utc', now()) - interval '30 days'";

    private final Vertx vertx;
    private final Database database;

    Lookup(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
    }

    private static Tuple parameters(SchemaQuery query) {
        return Tuple.tuple()
                .addArrayOfString(PatternSql.topics(query.patterns()))
                .addArrayOfString(PatternSql.expressions(query.patterns()))
                .addString(query.text().filter(text -> !text.isEmpty()).orElse(null))
                .addInteger(query.limit());
    }

    Future<List<StoredSchema>> find(SchemaQuery query) {
        return database.query(FIND, parameters(query))
                // many documents take longer to read than an event loop may
                .compose(rows -> vertx.executeBlocking(() -> schemas(rows), false));
    }

    /** Every version of one topic, whatever its text is. */
    Future<List<StoredSchema>> versions(String topic) {
        return database.query(
                        FIND,
                        Tuple.tuple()
                                .addArrayOfString(new String[] {topic})
                                .addArrayOfString(new String[0])
                                .addString(null)
                                .addInteger(Integer.MAX_VALUE))
                .compose(rows -> vertx.executeBlocking(() -> schemas(rows), false));
    }

    private static List<StoredSchema> schemas(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> Found.of(row).schema())
                .filter(Objects::nonNull)
                .toList();
    }

    Future<List<PublisherRow>> publishers(String topic) {
        return database.query(PUBLISHERS, Tuple.tuple().addArrayOfString(new String[] {topic}))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(Lookup::publisher)
                        .toList());
    }

    private static PublisherRow publisher(Row row) {
        return new PublisherRow(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                Found.instant(row.getLocalDateTime(3)),
                row.getLong(4));
    }

    Future<List<TopicSummary>> topics(SchemaQuery query) {
        return database.session(database.address().timeout(), session -> summaries(session, query));
    }

    private static Future<List<TopicSummary>> summaries(SqlConnection session, SchemaQuery query) {
        Future<RowSet<Row>> subscribers = session.preparedQuery(SUBSCRIBERS).execute();
        return session.preparedQuery(TOPICS)
                .execute(parameters(query))
                .map(Lookup::drafts)
                .compose(drafts -> Future.all(
                                session.preparedQuery(PUBLISHERS)
                                        .execute(Tuple.tuple()
                                                .addArrayOfString(
                                                        drafts.keySet().toArray(String[]::new))),
                                subscribers)
                        .map(both -> summaries(drafts, both.resultAt(0), subscribers.result())));
    }

    private static final class Draft {
        private final List<Version> versions = new ArrayList<>();
        private final List<String> publishers = new ArrayList<>();
        private EventMode mode = EventMode.BROADCAST;
        private CompatibilityMode compatibility = CompatibilityMode.BACKWARD;
        private @Nullable Version latest;
        private @Nullable Instant lastPublished;

        void add(Row row) {
            Version version = Version.parse(row.getString(1));
            versions.add(version);
            if (row.getBoolean(2)) {
                latest = version;
            }
            if (Found.mode(row.getString(0), row.getString(3)) == EventMode.RPC) {
                mode = EventMode.RPC;
            }
            if (row.getString(4) != null) {
                compatibility = CompatibilityMode.parse(row.getString(4));
            }
        }

        void add(PublisherRow publisher) {
            publishers.add(publisher.service());
            Instant at = publisher.lastPublishedAt();
            if (at != null && (lastPublished == null || at.isAfter(lastPublished))) {
                lastPublished = at;
            }
        }

        TopicSummary summary(String topic, Collection<String> subscribers) {
            return new TopicSummary(
                    topic,
                    mode,
                    compatibility,
                    List.copyOf(versions),
                    latest,
                    List.copyOf(publishers),
                    List.copyOf(subscribers),
                    lastPublished);
        }
    }

    private static Map<String, Draft> drafts(RowSet<Row> rows) {
        var drafts = new LinkedHashMap<String, Draft>();
        rows.forEach(row ->
                drafts.computeIfAbsent(row.getString(0), topic -> new Draft()).add(row));
        return drafts;
    }

    private static List<TopicSummary> summaries(
            Map<String, Draft> drafts, RowSet<Row> publishers, RowSet<Row> subscribers) {
        publishers.forEach(row -> {
            Draft draft = drafts.get(row.getString(0));
            if (draft != null) {
                draft.add(publisher(row));
            }
        });
        var byPattern = new HashMap<TopicPattern, List<String>>();
        for (Row row : subscribers) {
            TopicPattern pattern = pattern(row.getString(0));
            if (pattern != null) {
                String handler = row.getString(2);
                byPattern
                        .computeIfAbsent(pattern, first -> new ArrayList<>())
                        .add(row.getString(1) + (handler.isEmpty() ? "" : "." + handler));
            }
        }
        return drafts.entrySet().stream()
                .map(draft -> {
                    var handlers = new TreeSet<String>();
                    byPattern.forEach((pattern, names) -> {
                        if (pattern.matches(draft.getKey())) {
                            handlers.addAll(names);
                        }
                    });
                    return draft.getValue().summary(draft.getKey(), handlers);
                })
                .toList();
    }

    // Python does not check what it notes
    private static @Nullable TopicPattern pattern(String text) {
        try {
            return TopicPattern.of(text);
        } catch (IllegalArgumentException none) {
            return null;
        }
    }
}
