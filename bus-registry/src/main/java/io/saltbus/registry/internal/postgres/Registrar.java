package io.saltbus.registry.internal.postgres;

import io.saltbus.core.event.Version;
import io.saltbus.core.schema.Registration;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.core.time.Scheduler;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.store.SchemaStore.Caller;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Stores declared schemas: reads, judges, and only where something is new takes locks, reads and judges again, and writes. */
final class Registrar {
    private static final int MAX_TOPIC_CHARS = 255;
    /** How often what was judged may turn out to be old: only writers that take no lock of ours can cause it, such as Python. */
    private static final int ROUNDS = 5;

    private static final String SELECT_ROWS =
            "SELECT " + Found.COLUMNS + " FROM celerysalt_schemas s WHERE s.topic = ANY($1) AND " + Found.READABLE;
    private static final String SELECT_MODES = "SELECT topic, compatibility FROM saltbus_topics WHERE topic = ANY($1)";
    private static final String SELECT_PUBLISHERS = "SELECT topic, service_name, COALESCE(service_version, '')"
            + " FROM celerysalt_publishers WHERE topic = ANY($1) AND service_name = ANY($2)";
    /**
     * Topics share 128 locks, taken in their order: one for each topic would be more than the server has room for when many services with
     * many topics start.
     */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(1935764596, place) FROM (SELECT DISTINCT"
            + " hashtext(topic) & 127 AS place FROM unnest($1::text[]) AS wanted (topic) ORDER BY 1) AS ordered";

    private final Vertx vertx;
    private final Database database;
    private final Scheduler scheduler;

    Registrar(Vertx vertx, Database database, Scheduler scheduler) {
        this.vertx = vertx;
        this.database = database;
        this.scheduler = scheduler;
    }

    Future<List<Registration>> register(List<SchemaDeclaration> declarations, Caller caller) {
        if (declarations.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        requireShort(declarations);
        return database.session(database.longest(), session -> judged(session, declarations, caller))
                .compose(writing -> {
                    if (writing.plan().writes()) {
                        return locked(declarations, caller);
                    }
                    return writing.newPublishers()
                            ? database.session(database.longest(), writing::publishers)
                                    .map(writing.plan().answers())
                            : Future.succeededFuture(writing.plan().answers());
                });
    }

    private void requireShort(List<SchemaDeclaration> declarations) {
        for (SchemaDeclaration declared : declarations) {
            requireShort("topic", declared.topic());
            requireShort("service name", declared.publisher());
        }
    }

    private void requireShort(String what, String text) {
        if (text.length() > MAX_TOPIC_CHARS) {
            throw new RegistryException.Refused(
                    database.address().shown(),
                    "the " + what + " \"" + text.substring(0, 40) + "...\" has " + text.length()
                            + " characters, its column takes " + MAX_TOPIC_CHARS);
        }
    }

    private Future<SchemaWriting> judged(SqlClient session, List<SchemaDeclaration> declarations, Caller caller) {
        return read(session, declarations)
                // compiling and comparing hundreds of schemas takes longer than an event loop may
                .compose(rows -> vertx.executeBlocking(
                        () -> {
                            Plan.Stored stored = rows.stored();
                            return new SchemaWriting(
                                    Plan.of(declarations, stored, scheduler.now()), stored, caller, database.address());
                        },
                        false));
    }

    private record Rows(RowSet<Row> schemas, RowSet<Row> modes, RowSet<Row> publishers) {
        Plan.Stored stored() {
            return Registrar.stored(schemas, modes, publishers);
        }
    }

    private static Future<Rows> read(SqlClient session, List<SchemaDeclaration> declarations) {
        String[] topics = topics(declarations);
        String[] services = declarations.stream()
                .map(SchemaDeclaration::publisher)
                .distinct()
                .toArray(String[]::new);
        Future<RowSet<Row>> rows =
                session.preparedQuery(SELECT_ROWS).execute(Tuple.tuple().addArrayOfString(topics));
        Future<RowSet<Row>> modes =
                session.preparedQuery(SELECT_MODES).execute(Tuple.tuple().addArrayOfString(topics));
        Future<RowSet<Row>> publishers = session.preparedQuery(SELECT_PUBLISHERS)
                .execute(Tuple.tuple().addArrayOfString(topics).addArrayOfString(services));
        return Future.all(rows, modes, publishers)
                .map(all -> new Rows(rows.result(), modes.result(), publishers.result()));
    }

    private static Plan.Stored stored(RowSet<Row> rows, RowSet<Row> modes, RowSet<Row> publishers) {
        var found = new HashMap<String, Map<Version, Found>>();
        for (Row row : rows) {
            Found one = Found.of(row);
            found.computeIfAbsent(row.getString(1), topic -> new TreeMap<>()).put(one.version(), one);
        }
        var kept = new HashMap<String, CompatibilityMode>();
        modes.forEach(row -> kept.put(row.getString(0), CompatibilityMode.parse(row.getString(1))));
        var known = new HashMap<List<String>, String>();
        publishers.forEach(row -> known.put(List.of(row.getString(0), row.getString(1)), row.getString(2)));
        return new Plan.Stored(found, kept, known);
    }

    private static String[] topics(List<SchemaDeclaration> declarations) {
        return declarations.stream().map(SchemaDeclaration::topic).distinct().toArray(String[]::new);
    }

    private Future<List<Registration>> locked(List<SchemaDeclaration> declarations, Caller caller) {
        return database.transaction(
                database.longest(),
                session -> session.preparedQuery(LOCK)
                        .execute(Tuple.tuple().addArrayOfString(topics(declarations)))
                        .compose(locked -> settle(session, declarations, caller, 1)));
    }

    private Future<List<Registration>> settle(
            SqlConnection session, List<SchemaDeclaration> declarations, Caller caller, int round) {
        return judged(session, declarations, caller)
                .compose(writing -> writing.schemas(session).compose(all -> {
                    if (all) {
                        return writing.publishers(session).map(writing.plan().answers());
                    }
                    return round < ROUNDS
                            ? settle(session, declarations, caller, round + 1)
                            : Future.failedFuture(new RegistryException.Unavailable(
                                    database.address().shown(),
                                    "another program wrote the same versions each time, " + ROUNDS + " times",
                                    null));
                }));
    }
}
