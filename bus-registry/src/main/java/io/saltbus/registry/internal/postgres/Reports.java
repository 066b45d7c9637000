package io.saltbus.registry.internal.postgres;

import io.saltbus.core.event.EventMode;
import io.saltbus.core.event.TopicPattern;
import io.saltbus.core.event.Version;
import io.saltbus.core.schema.SubscriberDeclaration;
import io.saltbus.registry.store.InstanceReport;
import io.saltbus.registry.store.LiveHandler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What processes say of themselves, and who is alive by that. */
final class Reports {
    private static final int SILENT_INTERVALS = 3;
    private static final int MAX_NAME_CHARS = 255;

    /**
     * One statement, so that it counts all or nothing. The row of the instance is written only where the report is another than its last
     * one; where it is not, the report has come again because its sender did not hear that it arrived, and nothing is counted. Its own
     * row also makes two reports of one instance wait for each other. Rows of counts are written in their order, so that instances
     * do not get in each other's way.
     */
    private static final String REPORT = "WITH told AS (INSERT INTO saltbus_instances AS i (instance, service,"
            + " service_version, seen_at, alive_until, reported_at, handlers_digest) VALUES ($1, $2, $3,"
            + " timezone('utc', now()), timezone('utc', now()) + $4 * interval '1 millisecond', $5, '') ON CONFLICT"
            + " (instance) DO UPDATE SET service = excluded.service, service_version = excluded.service_version, seen_at ="
            + " excluded.seen_at, alive_until = excluded.alive_until, reported_at = excluded.reported_at WHERE"
            + " i.reported_at <> excluded.reported_at RETURNING handlers_digest),"
            + " published AS (SELECT topic, version, sum(count)::bigint AS count, max(at) AS at FROM unnest($6::text[],"
            + " $7::text[], $8::bigint[], $9::timestamp[]) AS p (topic, version, count, at) WHERE EXISTS (SELECT FROM told)"
            + " GROUP BY topic, version),"
            + " totals AS (INSERT INTO celerysalt_publishers AS p (topic, service_name, service_version, last_published_at,"
            + " publish_count) SELECT topic, $2, $3, max(at), sum(count)::bigint FROM published GROUP BY topic ORDER BY"
            + " topic ON CONFLICT (topic, service_name) DO UPDATE SET publish_count = COALESCE(p.publish_count, 0) +"
            + " excluded.publish_count, last_published_at = GREATEST(p.last_published_at, excluded.last_published_at),"
            + " service_version = COALESCE(excluded.service_version, p.service_version)),"
            + " versions AS (INSERT INTO saltbus_published AS p (topic, version, service, published, last_published_at)"
            + " SELECT topic, version, $2, count, at FROM published ORDER BY topic, version ON CONFLICT (topic, version,"
            + " service) DO UPDATE SET published = p.published + excluded.published, last_published_at ="
            + " GREATEST(p.last_published_at, excluded.last_published_at)),"
            + " handled AS (INSERT INTO saltbus_handled AS h (topic, version, service, handler, handled, last_handled_at)"
            + " SELECT topic, version, $2, handler, sum(count)::bigint, $5 FROM unnest($10::text[], $11::text[],"
            + " $12::text[], $13::bigint[]) AS n (topic, version, handler, count) WHERE EXISTS (SELECT FROM told) GROUP BY"
            + " topic, version, handler ORDER BY topic, version, handler ON CONFLICT (topic, version, service, handler) DO"
            + " UPDATE SET handled = h.handled + excluded.handled, last_handled_at = GREATEST(h.last_handled_at,"
            + " excluded.last_handled_at)) SELECT handlers_digest FROM told";

    private static final String REMOVE_HANDLERS = "DELETE FROM saltbus_handlers WHERE instance = $1";
    private static final String INSERT_HANDLERS = "INSERT INTO saltbus_handlers (instance, place, handler, source,"
            + " patterns, versions, mode, view_schema) SELECT $1, place, handler, source, string_to_array(patterns, E'\\n'),"
            + " versions, mode, view::jsonb FROM unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[],"
            + " $7::text[], $8::text[]) AS h (place, handler, source, patterns, versions, mode, view)";
    private static final String SUBSCRIBERS = "INSERT INTO celerysalt_subscribers (topic, service_name, handler_name,"
            + " registered_at, saltbus_seen_at) SELECT DISTINCT topic, $1, handler, timezone('utc', now()),"
            + " timezone('utc', now()) FROM unnest($2::text[], $3::text[]) AS s (topic, handler) ORDER BY topic, handler ON"
            + " CONFLICT (topic, service_name, handler_name) DO UPDATE SET saltbus_seen_at = excluded.saltbus_seen_at";
    private static final String SET_DIGEST = "UPDATE saltbus_instances SET handlers_digest = $2 WHERE instance = $1";
    /** Done when a process begins to report, so that nobody must remember to do it. */
    private static final String FORGET_INSTANCES =
            "DELETE FROM saltbus_instances WHERE alive_until < timezone('utc', now()) - interval '1 day'";

    private static final String FORGET_SUBSCRIBERS = "DELETE FROM celerysalt_subscribers WHERE saltbus_seen_at <"
            + " timezone('utc', now()) - interval '30 days'";
    private static final String LIVE = "SELECT i.service, i.service_version, h.handler, h.patterns, h.versions, h.mode,"
            + " h.view_schema::text, count(*)::int, max(i.seen_at) FROM saltbus_instances i JOIN saltbus_handlers h ON"
            + " h.instance = i.instance WHERE i.alive_until > timezone('utc', now()) GROUP BY i.service, i.service_version,"
            + " h.handler, h.patterns, h.versions, h.mode, h.view_schema ORDER BY i.service COLLATE \"C\", h.handler COLLATE"
            + " \"C\", i.service_version, h.patterns, h.versions";

    private final Vertx vertx;
    private final Database database;
    private final Duration aliveFor;

    Reports(Vertx vertx, Database database, Duration interval) {
        this.vertx = vertx;
        this.database = database;
        this.aliveFor = interval.multipliedBy(SILENT_INTERVALS);
    }

    Future<Void> report(InstanceReport report) {
        return vertx.executeBlocking(() -> new Handlers(report), false)
                .compose(handlers -> database.transaction(
                        database.address().timeout(), session -> write(session, report, handlers)));
    }

    private Future<Void> write(SqlConnection session, InstanceReport report, Handlers handlers) {
        return session.preparedQuery(REPORT).execute(parameters(report)).compose(rows -> {
            boolean changed = rows.size() == 1
                    && !handlers.digest.equals(rows.iterator().next().getString(0));
            return changed ? handlers.write(session) : Future.succeededFuture();
        });
    }

    private Tuple parameters(InstanceReport report) {
        List<InstanceReport.Published> published = report.published();
        List<InstanceReport.Handled> handled = report.handled();
        return Tuple.tuple()
                .addUUID(report.instance())
                .addString(name(report.service()))
                .addString(version(report.serviceVersion()))
                .addLong(aliveFor.toMillis())
                .addLocalDateTime(Found.timestamp(report.at()))
                .addArrayOfString(texts(published, InstanceReport.Published::topic))
                .addArrayOfString(texts(published, each -> each.version().toString()))
                .addArrayOfLong(
                        published.stream().map(InstanceReport.Published::count).toArray(Long[]::new))
                .addArrayOfLocalDateTime(published.stream()
                        .map(each -> Found.timestamp(each.lastAt()))
                        .toArray(LocalDateTime[]::new))
                .addArrayOfString(texts(handled, InstanceReport.Handled::topic))
                .addArrayOfString(texts(handled, each -> text(each.version())))
                .addArrayOfString(texts(handled, each -> name(each.handler())))
                .addArrayOfLong(
                        handled.stream().map(InstanceReport.Handled::count).toArray(Long[]::new));
    }

    private static String text(@Nullable Version version) {
        return version == null ? "" : version.toString();
    }

    private static String name(String text) {
        return SchemaWriting.cut(text, MAX_NAME_CHARS);
    }

    private static @Nullable String version(@Nullable String text) {
        return text == null ? null : SchemaWriting.cut(text, SchemaWriting.MAX_VERSION_CHARS);
    }

    private static <T> String[] texts(List<T> rows, Function<T, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    /** What an instance runs, written only when it has changed, and once a day. */
    private static final class Handlers {
        private final InstanceReport report;
        private final List<SubscriberDeclaration> declared;
        private final String[] views;
        private final String digest;

        Handlers(InstanceReport report) {
            this.report = report;
            this.declared = report.handlers();
            this.views = texts(
                    declared, each -> each.view() == null ? null : each.view().toString());
            this.digest = digest();
        }

        private String digest() {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                for (int at = 0; at < declared.size(); at++) {
                    SubscriberDeclaration each = declared.get(at);
                    String line = each.handler() + "\n" + each.source() + "\n" + each.patterns() + each.versions()
                            + "\n" + each.mode() + views[at] + "\n";
                    digest.update(line.getBytes(StandardCharsets.UTF_8));
                }
                // the day: what is still there is noted again before it counts as forgotten
                digest.update(report.at().toString().substring(0, 10).getBytes(StandardCharsets.US_ASCII));
                return HexFormat.of().formatHex(digest.digest());
            } catch (NoSuchAlgorithmException missing) {
                throw new IllegalStateException("every JDK has SHA-256", missing);
            }
        }

        Future<Void> write(SqlConnection session) {
            Tuple instance = Tuple.of(report.instance());
            return session.preparedQuery(REMOVE_HANDLERS)
                    .execute(instance)
                    .compose(removed -> session.preparedQuery(INSERT_HANDLERS).execute(rows()))
                    .compose(inserted -> session.preparedQuery(SUBSCRIBERS).execute(subscribers()))
                    .compose(noted -> session.preparedQuery(SET_DIGEST).execute(Tuple.of(report.instance(), digest)))
                    .compose(set -> session.preparedQuery(FORGET_INSTANCES).execute())
                    .compose(forgotten ->
                            session.preparedQuery(FORGET_SUBSCRIBERS).execute())
                    .mapEmpty();
        }

        private Tuple rows() {
            return Tuple.tuple()
                    .addUUID(report.instance())
                    .addArrayOfInteger(
                            IntStream.range(0, declared.size()).boxed().toArray(Integer[]::new))
                    .addArrayOfString(texts(declared, each -> name(each.handler())))
                    .addArrayOfString(texts(declared, SubscriberDeclaration::source))
                    .addArrayOfString(texts(
                            declared,
                            each -> String.join(
                                    "\n",
                                    each.patterns().stream()
                                            .map(TopicPattern::text)
                                            .toList())))
                    .addArrayOfString(texts(declared, SubscriberDeclaration::versions))
                    .addArrayOfString(texts(declared, each -> each.mode().name()))
                    .addArrayOfString(views);
        }

        private Tuple subscribers() {
            var topics = new ArrayList<String>();
            var names = new ArrayList<String>();
            for (SubscriberDeclaration each : declared) {
                for (TopicPattern pattern : each.patterns()) {
                    topics.add(pattern.text());
                    names.add(name(each.handler()));
                }
            }
            return Tuple.tuple()
                    .addString(name(report.service()))
                    .addArrayOfString(topics.toArray(String[]::new))
                    .addArrayOfString(names.toArray(String[]::new));
        }
    }

    Future<List<LiveHandler>> liveHandlers(String topic) {
        return database.query(LIVE, Tuple.tuple())
                .compose(rows -> vertx.executeBlocking(
                        () -> StreamSupport.stream(rows.spliterator(), false)
                                .map(Reports::handler)
                                .filter(handler ->
                                        handler.patterns().stream().anyMatch(pattern -> pattern.matches(topic)))
                                .toList(),
                        false));
    }

    private static LiveHandler handler(Row row) {
        return new LiveHandler(
                row.getString(0),
                row.getString(1),
                row.getString(2),
                Arrays.stream(row.getArrayOfStrings(3)).map(TopicPattern::of).toList(),
                row.getString(4),
                EventMode.valueOf(row.getString(5)),
                Found.document(row.getString(6)).orElse(null),
                row.getInteger(7),
                Found.instantOr(row.getLocalDateTime(8), java.time.Instant.EPOCH));
    }
}
