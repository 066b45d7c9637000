package io.saltbus.registry.internal.postgres;

import io.saltbus.core.event.Version;
import io.saltbus.core.subscribe.VersionSelector;
import io.saltbus.registry.RegistryException;
import io.saltbus.registry.compatibility.CompatibilityMode;
import io.saltbus.registry.store.LiveHandler;
import io.saltbus.registry.store.SchemaStore.Caller;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends versions and takes that back; each step is noted with who asked for it. */
final class Lifecycle {
    private static final String DEPRECATE = "deprecated_at = COALESCE(deprecated_at, timezone('utc', now())),"
            + " deprecated_reason = $5";
    private static final String RETIRE = "is_active = FALSE, deprecated_at = COALESCE(deprecated_at, timezone('utc',"
            + " now())), deprecated_reason = COALESCE($5, deprecated_reason)";
    private static final String RESTORE = "is_active = TRUE, deprecated_at = NULL, deprecated_reason = $5";
    private static final String SET_COMPATIBILITY = "WITH set AS (INSERT INTO saltbus_topics (topic, compatibility,"
            + " changed_at, changed_by) VALUES ($1, $2, timezone('utc', now()), $3) ON CONFLICT (topic) DO UPDATE SET"
            + " compatibility = excluded.compatibility, changed_at = excluded.changed_at, changed_by = excluded.changed_by)"
            + " INSERT INTO saltbus_audit (happened_at, who, action, topic, reason) VALUES (timezone('utc', now()), $3,"
            + " 'compatibility', $1, $2)";
    private static final int MAX_NAME_CHARS = 255;

    private final Database database;
    private final Reports reports;

    Lifecycle(Database database, Reports reports) {
        this.database = database;
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
        Future<Void> allowed = force
                ? Future.succeededFuture()
                : reports.liveHandlers(topic).compose(handlers -> unused(topic, version, handlers));
        return allowed.compose(unused -> change(RETIRE, force ? "retire by force" : "retire", topic, version, null, who));
    }

    Future<Void> restore(String topic, Version version, Caller who) {
        return change(RESTORE, "restore", topic, version, null, who);
    }

    private static Future<Void> unused(String topic, Version version, List<LiveHandler> handlers) {
        List<String> users = handlers.stream()
                .filter(handler -> takes(handler.versions(), version))
                .map(handler -> handler.service() + "." + handler.handler())
                .distinct()
                .toList();
        return users.isEmpty()
                ? Future.succeededFuture()
                : Future.failedFuture(new RegistryException.StillUsed(topic + " " + version, users));
    }

    // what cannot be understood counts as a use: better asked once more than a consumer without events
    private static boolean takes(String selector, Version version) {
        String[] words = selector.split(" ", 2);
        if (words.length < 2) {
            return true;
        }
        Version oldest = Version.parse(words[1]);
        return switch (words[0]) {
            case "compatible" -> VersionSelector.compatibleWith(oldest).accepts(version);
            case "at-least" -> VersionSelector.atLeast(oldest).accepts(version);
            default -> true;
        };
    }

    private Future<Void> change(
            String set, String action, String topic, Version version, @Nullable String reason, Caller who) {
        return database.query(change(set), Tuple.of(topic, version.toString(), name(who), action, reason))
                .compose(written -> written.rowCount() == 0
                        ? Future.failedFuture(new RegistryException.Unknown(topic + " " + version))
                        : Future.succeededFuture());
    }

    Future<Void> setCompatibility(String topic, CompatibilityMode mode, Caller who) {
        return database.query(SET_COMPATIBILITY, Tuple.of(topic, mode.name(), name(who)))
                .mapEmpty();
    }

    private static String name(Caller who) {
        return SchemaWriting.cut(who.name(), MAX_NAME_CHARS);
    }
}
