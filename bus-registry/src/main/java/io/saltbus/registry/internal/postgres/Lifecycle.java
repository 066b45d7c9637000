package io.saltbus.registry.internal.postgres;

import io.saltbus.core.event.Version;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.internal.rules.Retirement;
import io.saltbus.registry.store.SchemaStore.Caller;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends versions and takes that back; each step is noted with who asked for it. */
final class Lifecycle {
    private static final String DEPRECATE = "deprecated_at = COALESCE(deprecated_at, timezone('utc', now())),"
            + " deprecated_reason = CASE WHEN is_active IS FALSE THEN deprecated_reason ELSE $5 END";
    private static final String RETIRE = "is_active = FALSE, deprecated_at = COALESCE(deprecated_at, timezone('utc',"
            + " now())), deprecated_reason = COALESCE($5, deprecated_reason)";
    private static final String RESTORE = "is_active = TRUE, deprecated_at = NULL, deprecated_reason = $5";
    private static final String SET_COMPATIBILITY = "WITH set AS (INSERT INTO saltbus_topics (topic, compatibility,"
            + " changed_at, changed_by) SELECT $1, $2, timezone('utc', now()), $3 WHERE EXISTS (SELECT FROM"
            + " celerysalt_schemas WHERE topic = $1) ON CONFLICT (topic) DO UPDATE SET"
            + " compatibility = excluded.compatibility, changed_at = excluded.changed_at, changed_by = excluded.changed_by"
            + " RETURNING topic, compatibility) INSERT INTO saltbus_audit (happened_at, who, action, topic, reason) SELECT"
            + " timezone('utc', now()), $3, 'compatibility', topic, compatibility FROM set";
    private static final int MAX_NAME_CHARS = 255;

    private final Database database;
    private final Lookup lookup;
    private final Reports reports;

    Lifecycle(Database database, Lookup lookup, Reports reports) {
        this.database = database;
        this.lookup = lookup;
        this.reports = reports;
    }

    private static String change(String set) {
        return "WITH changed AS (UPDATE celerysalt_schemas SET " + set + " WHERE topic = $1 AND version = $2 RETURNING"
                + " topic, version) INSERT INTO saltbus_audit (happened_at, who, action, topic, version, reason) SELECT"
                + " timezone('utc', now()), $3, $4, topic, version, $5::text FROM changed";
    }

    Future<Void> deprecate(String topic, Version version, String reason, Caller who) {
        return change(DEPRECATE, "deprecate", topic, version, reason, who);
    }

    Future<Void> retire(String topic, Version version, boolean force, Caller who) {
        Future<Void> allowed = force ? Future.succeededFuture() : requireUnused(topic, version);
        return allowed.compose(
                unused -> change(RETIRE, force ? "retire by force" : "retire", topic, version, null, who));
    }

    private Future<Void> requireUnused(String topic, Version version) {
        return lookup.versions(topic).compose(versions -> {
            if (versions.stream().noneMatch(stored -> stored.version().equals(version))) {
                return Future.failedFuture(new RegistryException.Unknown(topic + " " + version));
            }
            return reports.liveHandlers(topic).compose(handlers -> {
                List<String> users = Retirement.inTheWay(versions, version, handlers);
                return users.isEmpty()
                        ? Future.succeededFuture()
                        : Future.failedFuture(new RegistryException.StillUsed(topic + " " + version, users));
            });
        });
    }

    Future<Void> restore(String topic, Version version, Caller who) {
        return change(RESTORE, "restore", topic, version, null, who);
    }

    private Future<Void> change(
            String set, String action, String topic, Version version, @Nullable String reason, Caller who) {
        return database.query(change(set), Tuple.of(topic, version.toString(), name(who), action, reason))
                .compose(written -> known(written, topic + " " + version));
    }

    private static Future<Void> known(RowSet<Row> written, String what) {
        return written.rowCount() == 0
                ? Future.failedFuture(new RegistryException.Unknown(what))
                : Future.succeededFuture();
    }

    Future<Void> setCompatibility(String topic, CompatibilityMode mode, Caller who) {
        return database.query(SET_COMPATIBILITY, Tuple.of(topic, mode.name(), name(who)))
                .compose(written -> known(written, topic));
    }

    private static String name(Caller who) {
        return SchemaWriting.cut(who.name(), MAX_NAME_CHARS);
    }
}
