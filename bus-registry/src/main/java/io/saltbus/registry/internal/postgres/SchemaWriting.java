package io.saltbus.registry.internal.postgres;

import io.saltbus.core.schema.Schema;
import io.saltbus.core.schema.SchemaDeclaration;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.store.SchemaStore.Caller;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The statements that write the schemas of one call: one for each table, however many rows. */
final class SchemaWriting {
    private static final String INSERT_SCHEMAS = "INSERT INTO celerysalt_schemas (topic, version, schema, description,"
            + " publisher_service, publisher_version, created_at, created_by, is_active, saltbus_mode,"
            + " saltbus_reply_schema, saltbus_error_schema) SELECT topic, version, payload::jsonb, description, service,"
            + " $5, timezone('utc', now()), $6, TRUE, mode, reply::jsonb, error::jsonb FROM unnest($1::text[], $2::text[],"
            + " $3::text[], $4::text[], $7::text[], $8::text[], $9::text[], $10::text[]) AS declared (topic, version,"
            + " payload, description, service, mode, reply, error) ORDER BY topic, version"
            + " ON CONFLICT (topic, version) DO NOTHING RETURNING id, topic, version";
    private static final String INSERT_FIELDS =
            "INSERT INTO celerysalt_schema_fields (schema_id, field_name, field_type,"
                    + " is_required, description, format) SELECT * FROM unnest($1::int[], $2::text[], $3::text[], $4::boolean[],"
                    + " $5::text[], $6::text[]) ON CONFLICT (schema_id, field_name) DO NOTHING";
    private static final String COMPLETE = "UPDATE celerysalt_schemas AS s SET saltbus_mode = COALESCE(s.saltbus_mode,"
            + " known.mode), saltbus_reply_schema = COALESCE(s.saltbus_reply_schema, known.reply::jsonb),"
            + " saltbus_error_schema = COALESCE(s.saltbus_error_schema, known.error::jsonb) FROM unnest($1::int[],"
            + " $2::text[], $3::text[], $4::text[]) AS known (id, mode, reply, error) WHERE s.id = known.id";
    private static final String PUBLISHERS = "INSERT INTO celerysalt_publishers AS p (topic, service_name,"
            + " service_version, last_published_at, publish_count) SELECT topic, service, $3, NULL, 0 FROM"
            + " unnest($1::text[], $2::text[]) AS declared (topic, service) ORDER BY topic, service ON CONFLICT (topic,"
            + " service_name) DO UPDATE SET service_version = COALESCE(excluded.service_version, p.service_version)";

    static final int MAX_VERSION_CHARS = 50;
    private static final int MAX_NAME_CHARS = 255;
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u0000");

    private final Plan plan;
    private final Plan.Stored stored;
    private final String createdBy;
    private final @Nullable String serviceVersion;
    private final List<Columns> inserted;
    private final List<Columns> completed;

    /**
     * Writes the documents as JSON and looks for their fields, which takes its time.
     *
     * @throws RegistryException.Refused where PostgreSQL could not hold one
     */
    SchemaWriting(Plan plan, Plan.Stored stored, Caller caller, PgAddress address) {
        this.plan = plan;
        this.stored = stored;
        this.createdBy = cut(caller.name(), MAX_NAME_CHARS);
        this.serviceVersion = caller.version() == null ? null : cut(caller.version(), MAX_VERSION_CHARS);
        this.inserted = plan.inserts().stream()
                .map(declared -> Columns.of(declared, address))
                .toList();
        this.completed = plan.additions().stream()
                .map(addition -> Columns.of(addition.declared(), address))
                .toList();
    }

    Plan plan() {
        return plan;
    }

    static String cut(String text, int chars) {
        return text.length() <= chars ? text : text.substring(0, chars);
    }

    /** What a declaration becomes. */
    private record Columns(
            SchemaDeclaration declared,
            String payload,
            @Nullable String reply,
            @Nullable String error,
            Collection<FieldRow> fields) {
        static Columns of(SchemaDeclaration declared, PgAddress address) {
            Schema reply = declared.schemas().reply();
            Schema error = declared.schemas().error();
            return new Columns(
                    declared,
                    json(declared.schema(), declared, address),
                    reply == null ? null : json(reply, declared, address),
                    error == null ? null : json(error, declared, address),
                    FieldRow.of(declared.schema().document()));
        }

        private static String json(Schema schema, SchemaDeclaration declared, PgAddress address) {
            String json = schema.toString();
            if (NUL.matcher(json).find()) {
                throw new RegistryException.Refused(
                        address.shown(),
                        "the schema of " + declared.topic() + " " + declared.version()
                                + " holds the character U+0000, which PostgreSQL cannot store. Leave it out");
            }
            return json;
        }
    }

    /** Writes what is new. Answers false where another program was quicker with one of them: then nothing was written. */
    Future<Boolean> schemas(SqlConnection session) {
        if (inserted.isEmpty()) {
            return complete(session).map(true);
        }
        Future<RowSet<Row>> marked = session.query("SAVEPOINT registering").execute();
        return marked.compose(mark -> session.preparedQuery(INSERT_SCHEMAS).execute(insertParameters()))
                .compose(rows -> rows.rowCount() < inserted.size()
                        ? session.query("ROLLBACK TO SAVEPOINT registering")
                                .execute()
                                .map(false)
                        : Future.all(fields(session, rows), complete(session)).map(true));
    }

    private Tuple insertParameters() {
        return Tuple.tuple()
                .addArrayOfString(each(inserted, columns -> columns.declared().topic()))
                .addArrayOfString(
                        each(inserted, columns -> columns.declared().version().toString()))
                .addArrayOfString(each(inserted, Columns::payload))
                .addArrayOfString(each(inserted, columns -> description(columns.declared())))
                .addString(serviceVersion)
                .addString(createdBy)
                .addArrayOfString(each(inserted, columns -> columns.declared().publisher()))
                .addArrayOfString(
                        each(inserted, columns -> columns.declared().mode().name()))
                .addArrayOfString(each(inserted, Columns::reply))
                .addArrayOfString(each(inserted, Columns::error));
    }

    private static @Nullable String description(SchemaDeclaration declared) {
        return declared.schema().document().path("description").textValue();
    }

    private static String[] each(List<Columns> rows, Function<Columns, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private Future<RowSet<Row>> fields(SqlConnection session, RowSet<Row> rows) {
        var ids = new HashMap<List<String>, Integer>();
        rows.forEach(row -> ids.put(List.of(row.getString(1), row.getString(2)), row.getInteger(0)));
        var fields = new ArrayList<FieldRow>();
        var owners = new ArrayList<Integer>();
        for (Columns columns : inserted) {
            Integer id = ids.get(List.of(
                    columns.declared().topic(), columns.declared().version().toString()));
            for (FieldRow field : columns.fields()) {
                fields.add(field);
                owners.add(id);
            }
        }
        return session.preparedQuery(INSERT_FIELDS)
                .execute(Tuple.tuple()
                        .addArrayOfInteger(owners.toArray(Integer[]::new))
                        .addArrayOfString(fields.stream().map(FieldRow::name).toArray(String[]::new))
                        .addArrayOfString(fields.stream().map(FieldRow::type).toArray(String[]::new))
                        .addArrayOfBoolean(
                                fields.stream().map(FieldRow::required).toArray(Boolean[]::new))
                        .addArrayOfString(
                                fields.stream().map(FieldRow::description).toArray(String[]::new))
                        .addArrayOfString(fields.stream().map(FieldRow::format).toArray(String[]::new)));
    }

    private Future<Void> complete(SqlConnection session) {
        if (completed.isEmpty()) {
            return Future.succeededFuture();
        }
        Integer[] ids = plan.additions().stream().map(Plan.Addition::id).toArray(Integer[]::new);
        return session.preparedQuery(COMPLETE)
                .execute(Tuple.tuple()
                        .addArrayOfInteger(ids)
                        .addArrayOfString(each(
                                completed, columns -> columns.declared().mode().name()))
                        .addArrayOfString(each(completed, Columns::reply))
                        .addArrayOfString(each(completed, Columns::error)))
                .mapEmpty();
    }

    /** Whether a row of a publisher is missing, or of another version of the service. */
    boolean newPublishers() {
        return !publisherKeys().isEmpty();
    }

    /** Notes who publishes what; counts stay. */
    Future<Void> publishers(SqlClient session) {
        List<List<String>> keys = publisherKeys();
        if (keys.isEmpty()) {
            return Future.succeededFuture();
        }
        return session.preparedQuery(PUBLISHERS)
                .execute(Tuple.tuple()
                        .addArrayOfString(keys.stream().map(key -> key.get(0)).toArray(String[]::new))
                        .addArrayOfString(keys.stream().map(key -> key.get(1)).toArray(String[]::new))
                        .addString(serviceVersion))
                .mapEmpty();
    }

    private List<List<String>> publisherKeys() {
        return plan.publishes().stream()
                .filter(key -> {
                    String known = stored.publishers().get(key);
                    return known == null || (serviceVersion != null && !serviceVersion.equals(known));
                })
                .toList();
    }
}
